import { documentedSession } from '../fixtures';
import { sessionIdOf } from './varied-sessions';

/** The id of a large session, its body as Onebox sends it, and an operation that asks for all of it. */
export interface LargeSession {
  id: string;
  body: string;
  query: string;
}

/** A session of so many accounts, 50 on each Page, each with a picture whose address is so long. */
export function largeSession(accounts: number, pictureLength: number): LargeSession {
  const id = sessionIdOf(`large${accounts}`);
  const [documentedPage] = documentedSession().accounts;
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
