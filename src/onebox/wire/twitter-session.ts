import { at, type Decoded, optional, record, secret } from './table/table';
import { digits, text } from './table/values';

/** The body of `GET /api/twitter/session/{session-id}`: the account with which a person signed in. */
export const twitterSession = record({
  /** The session id in its decoded form. */
  session: at('session', text),
  profile: at(
    'profile',
    record({
      id: at('user_id', digits),
      screenName: at('screen_name', text),
      token: at('oauth_token', text, optional, secret),
      tokenSecret: at('oauth_token_secret', text, optional, secret),
    }),
  ),
});

/** The account with which a person signed in. `token` and `tokenSecret` of the profile are secret. */
export type DecodedTwitterSession = Decoded<typeof twitterSession>;
