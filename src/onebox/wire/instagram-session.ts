import { facebookProfile } from './facebook-profile';
import { at, type Decoded, listAt, optional, overflowingTo, record, secret } from './table/table';
import { anyText, digits, flag, signatureExpiry, text, webAddress } from './table/values';

const instagramBusinessAccount = record({
  id: at('id', digits),
  username: at('username', anyText),
  name: at('name', text, optional),
});

const instagramAccount = record({
  id: at('id', digits),
  username: at('username', anyText),
  name: at('name', text, optional),
  hasProfilePicture: at('has_profile_picture', flag, optional),
  profilePictureUrl: at('profile_pic', webAddress, optional),
  profilePictureExpiresAt: at('profile_pic', signatureExpiry, optional),
});

const page = record({
  id: at('id', digits),
  name: at('name', text, optional),
  // Absent where the person may not manage the Page.
  accessToken: at('access_token', text, optional, secret),
  // Onebox may list a Page twice, the second time with another account.
  instagramBusinessAccount: overflowingTo(
    'instagramAccounts',
    at('instagram_business_account', instagramBusinessAccount, optional),
  ),
  instagramAccounts: listAt('instagram_accounts', instagramAccount, { uniqueBy: 'id' }, optional),
});

/** The body of `GET /api/instagraph/session/{session-id}`: what a person granted. */
export const instagramSession = record({
  /** The session id in its decoded form. */
  session: at('session', text),
  profile: at('profile', facebookProfile),
  userAccessToken: at('token', text, secret),
  pages: listAt('accounts', page, { uniqueBy: 'id' }),
});

/** An Instagram account of a Page. */
export type DecodedInstagramAccount = Decoded<typeof instagramAccount>;
/** The Instagram business account of a Page. */
export type DecodedBusinessAccount = Decoded<typeof instagramBusinessAccount>;
/** A Facebook Page that the person granted. `accessToken` is secret. */
export type DecodedPage = Decoded<typeof page>;
/** What a person granted. `userAccessToken` is secret. */
export type DecodedInstagramSession = Decoded<typeof instagramSession>;
