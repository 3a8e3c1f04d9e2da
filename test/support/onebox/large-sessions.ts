import { documentedSession } from '../fixtures';
import { sessionIdOf } from './varied-sessions';

const [documentedPage] = documentedSession().accounts;
const documentedAccount = documentedPage.instagram_accounts?.[0] ?? {};

/** A Page of the documented session. */
export type SessionPage = typeof documentedPage;

/** So many Pages like the documented one. */
export const pagesOf = (
  count: number,
  pageOf: (index: number) => SessionPage = (index) => ({ id: String(index + 1) }),
): SessionPage[] => Array.from({ length: count }, (_, index) => ({ ...documentedPage, ...pageOf(index) }));

/** So many accounts like the documented one. */
export const accountsOf = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({ ...documentedAccount, id: String(index + 1) }));

/** So many texts, as one. */
export const times = (count: number, textOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => textOf(index)).join(' ');

/** The id of a large session, its body as Onebox sends it, and an operation that asks for all of it. */
export interface LargeSession {
  id: string;
  body: string;
  query: string;
}

/** A session of so many accounts, 50 on each Page, each with a picture whose address is so long. */
export function largeSession(accounts: number, pictureLength: number): LargeSession {
  const id = sessionIdOf(`large${accounts}`);
  const picture = `https://instagram.fbey4-1.fna.fbcdn.net/v/${'x'.repeat(pictureLength)}.jpg`;
  const body = JSON.stringify({
    ...documentedSession(),
    session: Buffer.from(id, 'base64').toString(),
    accounts: Array.from({ length: accounts / 50 }, (_, page) => ({
      ...documentedPage,
      id: String(page + 1),
      instagram_accounts: Array.from({ length: 50 }, (_, account) => ({
        id: String(page * 50 + account + 1),
        username: 'somebody',
        has_profile_picture: true,
        profile_pic: picture,
      })),
    })),
  });
  const query = `{ instagramSession(id: "${id}") { id pages { id name instagramAccounts { id username profilePictureUrl } } } }`;
  return { id, body, query };
}
