import { type ConnectionFields } from './connection-fields';
import { brokenContract, OneboxError } from '../onebox-error';
import { type Optional } from '../wire/table/table';
import { type DecodedTwitterSession } from '../wire/twitter-session';

/** The connection of the account with which a person signed in. Throws an OneboxError. */
export function twitterConnection({ profile }: DecodedTwitterSession): ConnectionFields {
  const { id, screenName } = profile;
  return {
    account: { channel: 'TWITTER', id, username: screenName },
    name: screenName,
    userId: screenName,
    password: tokenOf(profile.tokenSecret, 'oauth_token_secret'),
    token: tokenOf(profile.token, 'oauth_token'),
    from: screenName,
    targetId: id,
  };
}

function tokenOf(token: Optional<string>, key: string): string {
  if (typeof token === 'string') return token;
  throw token instanceof OneboxError
    ? token
    : brokenContract(`profile.${key} does not match its documentation`);
}
