import { documentedSession } from '../fixtures';
import { sessionIdOf } from './varied-sessions';

const [documentedPage] = documentedSession().accounts;
const documentedAccount = documentedPage.instagram_accounts?.[0] ?? {};

/** A Page of the documented session. */
export type SessionPage = typeof documentedPage;

/** Returns this number of Pages like the documented one. */
export const pagesOf = (
  count: number,
  pageOf: (index: number) => SessionPage = (index) => ({ id: String(index + 1) }),
): SessionPage[] => Array.from({ length: count }, (_, index) => ({ ...documentedPage, ...pageOf(index) }));

/** Returns this number of accounts like the documented one. */
export const accountsOf = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({ ...documentedAccount, id: String(index + 1) }));

/** Joins this number of texts. */
export const times = (count: number, textOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => textOf(index)).join(' ');

/** The id of a large session, its body, and an operation that selects all of it. */
export interface LargeSession {
  id: string;
  body: string;
  query: string;
}

/** A session with this number of accounts, 50 on each Page, and with picture addresses of this length. */
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
