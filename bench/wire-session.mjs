/** Sessions as Onebox sends them, of any size, and as our schema answers them. */
import { createHash } from 'node:crypto';

import { toSession } from './servers/session-shape.mjs';

const digest = (text) => createHash('sha256').update(text).digest();
const decodedId = (name) =>
  `${digest(name).toString('base64')}:${digest(`${name}.`).subarray(0, 16).toString('base64')}`;

export const sessionId = (name) => Buffer.from(decodedId(name)).toString('base64');

const picture = (index) =>
  `https://instagram.fbey4-1.fna.fbcdn.net/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?_nc_ht=instagram.fbey4-1.fna.fbcdn.net&_nc_ohc=Fe1q9bkeIbAAX8VASVz&oh=65222cd640f02793a735bfb759df53f8&oe=${(0x5f7e760f + index).toString(16).toUpperCase()}&ig_cache_key=YW5vbnltb3VzX3Byb2ZpbGVfcGlj.2`;

const secret = (index) => `EAAG${digest(`secret ${index}`).toString('hex').repeat(3)}`;

export function wireSession(name, pages, accountsPerPage) {
  return {
    session: decodedId(name),
    profile: { name: 'Ovan Donnovan', id: '508654789659284' },
    token: secret(-1),
    accounts: Array.from({ length: pages }, (_, page) => ({
      instagram_business_account: {
        id: `1784143975460${page + 1000}`,
        name: 'trycloudy',
        username: `trycloudy${page}`,
      },
      access_token: secret(page),
      name: `TryalCloudy${page}`,
      id: `24179477014${page + 1000}`,
      instagram_accounts: Array.from({ length: accountsPerPage }, (_, account) => {
        const index = page * accountsPerPage + account;
        return {
          id: `48870375946${index + 10_000}`,
          username: `trycloudy${index}`,
          has_profile_picture: index % 2 === 0,
          profile_pic: picture(index),
        };
      }),
    })),
  };
}

export const expectedSession = (wire, name) => toSession(sessionId(name), wire);
