import { type ConnectionBody } from './connection-body';
import { facebookRefused, facebookUnsupported } from './error-bodies';
import { people } from './people';
import { type PageBody } from './session-body';

/** The fields of a connection by which Facebook judges it. */
export const judgedFields = ['UserId', 'Password', 'Token', 'TargetId'] as const;

/** What Onebox answers where Facebook does not let it make a connection. */
export interface FacebookRefusal {
  status: number;
  body: object;
}

/** Facebook's word against a connection, undefined where it has none. It judges only those of Instagram. */
export function refusalByFacebook(
  connection: Pick<ConnectionBody, 'MediaId' | (typeof judgedFields)[number]>,
): FacebookRefusal | undefined {
  const { MediaId, UserId, Password, Token, TargetId } = connection;
  if (MediaId !== 'INST') return undefined;
  const person = people.find(({ token }) => token === Password);
  const page = person?.accounts.find(({ id, access_token }) => id === UserId && access_token === Token);
  if (page === undefined || TargetId === null || !instagramIdsOf(page).includes(TargetId)) {
    return { status: 401, body: facebookUnsupported(TargetId ?? '') };
  }
  return person?.refused === true ? { status: 200, body: facebookRefused } : undefined;
}

function instagramIdsOf({
  instagram_business_account: business,
  instagram_accounts: accounts = [],
}: PageBody): string[] {
  return [...(business ? [business] : []), ...accounts].map(({ id }) => id);
}
