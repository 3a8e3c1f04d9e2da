/** What the servers that are compared share. */
import { Pool } from 'undici';

import { toSession } from './session-shape.mjs';

const pool = new Pool(process.env.ONEBOX_API_URL);

export async function getSession(id, authorization) {
  const { body } = await pool.request({
    method: 'GET',
    path: `/api/instagraph/session/${id}`,
    headers: { authorization, accept: 'application/json' },
  });
  return toSession(id, JSON.parse(await body.text()));
}

export const typeDefs = `
  scalar DateTime
  scalar URL
  type Query { instagramSession(id: ID!): InstagramSession }
  type InstagramSession { id: ID! profile: FacebookProfile! pages: [Page!]! }
  type FacebookProfile { id: ID! name: String! }
  type Page {
    id: ID!
    name: String!
    instagramBusinessAccount: InstagramBusinessAccount
    instagramAccounts: [InstagramAccount!]!
  }
  type InstagramBusinessAccount { id: ID! username: String! name: String }
  type InstagramAccount {
    id: ID!
    username: String!
    name: String
    hasProfilePicture: Boolean!
    profilePictureUrl: URL
    profilePictureExpiresAt: DateTime
  }
`;

export function announce(server) {
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
}
