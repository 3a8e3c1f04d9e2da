import { type ConnectionBody } from './connection-body';
import { facebookRefused, facebookUnsupported, twitterRefused } from '../api/error-bodies';
import { facebookPeople, neededTasks } from '../channels/facebook-channel';
import { people } from '../people/people';
import { type PageBody } from '../sessions/session-body';
import { twitterUsers } from '../channels/twitter-channel';

/** The fields of a connection that the channel's owner checks. */
export const judgedFields = ['UserId', 'Password', 'Token', 'TargetId'] as const;

/** The response of Onebox where the channel's owner rejects a connection. */
export interface Refusal {
  status: number;
  body: object;
}

type Judged = Pick<ConnectionBody, 'MediaId' | (typeof judgedFields)[number]>;

/** The error of Facebook or Twitter for a connection. Undefined where they accept it. */
export function refusalOf(connection: Judged): Refusal | undefined {
  switch (connection.MediaId) {
    case 'INST':
      return refusalOfInstagram(connection);
    case 'FCBK':
      return refusalOfFacebook(connection);
    case 'TWTR':
      return refusalOfTwitter(connection);
    default:
      return undefined;
  }
}

function refusalOfInstagram({ UserId, Password, Token, TargetId }: Judged): Refusal | undefined {
  const person = people.find(({ token }) => token === Password);
  const page = person?.accounts.find(({ id, access_token }) => id === UserId && access_token === Token);
  if (page === undefined || TargetId === null || !instagramIdsOf(page).includes(TargetId)) {
    return { status: 401, body: facebookUnsupported(TargetId ?? '') };
  }
  return person?.refused === true ? { status: 200, body: facebookRefused } : undefined;
}

/** `Password` and `Token` are swapped in comparison with Instagram. */
function refusalOfFacebook({ UserId, Password, Token }: Judged): Refusal | undefined {
  const person = facebookPeople.find(({ token }) => token === Token);
  const page = person?.accounts.find(({ id, access_token }) => id === UserId && access_token === Password);
  if (page === undefined) return { status: 401, body: facebookUnsupported(UserId ?? '') };
  const isAllowed = neededTasks.every((task) => page.tasks.includes(task));
  return isAllowed ? undefined : { status: 200, body: facebookRefused };
}

function refusalOfTwitter({ UserId, Password, Token, TargetId }: Judged): Refusal | undefined {
  const user = twitterUsers.find(
    ({ profile }) =>
      profile.screen_name === UserId &&
      profile.oauth_token_secret === Password &&
      profile.oauth_token === Token &&
      profile.user_id === TargetId,
  );
  return user === undefined || user.refused === true ? { status: 401, body: twitterRefused } : undefined;
}

function instagramIdsOf({
  instagram_business_account: business,
  instagram_accounts: accounts = [],
}: PageBody): string[] {
  return [...(business ? [business] : []), ...accounts].map(({ id }) => id);
}
