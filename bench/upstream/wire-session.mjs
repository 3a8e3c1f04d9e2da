/** Sessions as Onebox sends them, of any size. */
import { createHash } from 'node:crypto';

const digest = (text) => createHash('sha256').update(text).digest();
const decodedId = (name) =>
  `${digest(name).toString('base64')}:${digest(`${name}.`).subarray(0, 16).toString('base64')}`;

export const sessionId = (name) => Buffer.from(decodedId(name)).toString('base64');
export const pageIdOf = (index) => `24179477014${index + 1000}`;
export const accountIdOf = (index) => `48870375946${index + 10_000}`;

const picture = (index) =>
  `https://instagram.fbey4-1.fna.fbcdn.net/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?_nc_ht=instagram.fbey4-1.fna.fbcdn.net&_nc_ohc=Fe1q9bkeIbAAX8VASVz&oh=65222cd640f02793a735bfb759df53f8&oe=${(0x5f7e760f + index).toString(16).toUpperCase()}&ig_cache_key=YW5vbnltb3VzX3Byb2ZpbGVfcGlj.2`;

export const secret = (index) => `EAAG${digest(`secret ${index}`).toString('hex').repeat(3)}`;

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
      id: pageIdOf(page),
      instagram_accounts: Array.from({ length: accountsPerPage }, (_, account) => {
        const index = page * accountsPerPage + account;
        return {
          id: accountIdOf(index),
          username: `trycloudy${index}`,
          has_profile_picture: index % 2 === 0,
          profile_pic: picture(index),
        };
      }),
    })),
  };
}

/** The session of a workload. */
export const wireOf = ({ name, pages, accounts }) => wireSession(name, pages, accounts);

/** The name in the profile of a session that no workload has: each has its own. */
export const profileNameOf = (id) => `Owner of ${digest(id).toString('hex')}`;

const small = wireSession('small', 1, 1);

/** A session of one Page and one account for any id. Undefined where it is no id of a session. */
export function wireSessionOf(id) {
  const session = Buffer.from(id, 'base64').toString();
  if (!session.includes(':')) return undefined;
  return { ...small, session, profile: { ...small.profile, name: profileNameOf(id) } };
}
