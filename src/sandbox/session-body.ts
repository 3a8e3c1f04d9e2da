/** `accounts[]` of a session: a Facebook Page, and the Instagram accounts it has. */
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

/** The body of `GET /api/instagraph/session/{session-id}`. */
export interface SessionBody {
  session: string;
  profile: { name: string; id: string };
  token: string;
  accounts: PageBody[];
}
