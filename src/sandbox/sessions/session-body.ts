/** `accounts[]` of an Instagram session: a Facebook Page with its Instagram accounts. */
export interface PageBody {
  instagram_business_account?: { id: string; name: string; username: string };
  access_token: string;
  name: string;
  id: string;
  instagram_accounts?: {
    id: string;
    username: string;
    name?: string;
    has_profile_picture: boolean;
    profile_pic: string;
  }[];
}

/** `accounts[]` of a Facebook session. */
export interface FacebookPageBody {
  access_token: string;
  category: string;
  category_list: { id: string; name: string }[];
  name: string;
  id: string;
  tasks: string[];
}

/** The common part of the bodies of `GET /api/…/session/{session-id}`. */
export interface SessionBody {
  session: string;
  profile: { name?: string; screen_name?: string };
  accounts?: { id: string }[];
}

/** A session of a channel where people sign in at Facebook. */
export interface FacebookSessionBody<P extends { id: string }> extends SessionBody {
  profile: { name: string; id: string };
  token: string;
  accounts: P[];
}
