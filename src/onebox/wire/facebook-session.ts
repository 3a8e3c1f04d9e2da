import { facebookProfile } from './facebook-profile';
import { at, type Decoded, listAt, optional, record, secret } from './table/table';
import { digits, text, texts } from './table/values';

const facebookPage = record({
  id: at('id', digits),
  name: at('name', text, optional),
  category: at('category', text, optional),
  tasks: at('tasks', texts, optional),
  // Absent where the person may not manage the Page.
  accessToken: at('access_token', text, optional, secret),
});

/** The body of `GET /api/facebook/session/{session-id}`: what a person granted. */
export const facebookSession = record({
  /** The session id in its decoded form. */
  session: at('session', text),
  profile: at('profile', facebookProfile),
  userAccessToken: at('token', text, secret),
  pages: listAt('accounts', facebookPage, { uniqueBy: 'id' }),
});

/** What a person granted. `userAccessToken`, and `accessToken` of a Page, are secret. */
export type DecodedFacebookSession = Decoded<typeof facebookSession>;
