import fc from 'fast-check';

import { documentedSessionId, facebookSessionId, twitterSessionId } from './fixtures';
import { absentSession, variedSessions } from './onebox/varied-sessions';

const sessionIds = [...variedSessions().keys()];

const entityIds = JSON.stringify([...variedSessions().values()]).match(/(?<="id":"?)\d+/g) ?? [];

const condition = fc.oneof(
  { weight: 40, arbitrary: fc.constant('') },
  fc.constantFrom(
    '@skip(if: true)',
    '@include(if: false)',
    '@include(if: true)',
    '@skip(if: $yes)',
    '@include(if: $yes)',
  ),
);
const leafAlias = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom('first', 'other').map((prefix) => (name: string) => `${prefix}_${name}: `),
  { weight: 1, arbitrary: fc.constantFrom('__proto__: ', 'toString: ') },
);
const aliasOf = (alias: string | ((name: string) => string), name: string): string =>
  typeof alias === 'string' ? alias : alias(name);
const leaf = (...names: string[]) =>
  fc
    .tuple(leafAlias, fc.constantFrom('__typename', ...names), condition)
    .map(([as, name, when]) => `${aliasOf(as, name)}${name} ${when}`);
const selection = (...choices: fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 5 }).map((fields) => `{ ${fields.join(' ')} }`);
const field = (name: string, inside: fc.Arbitrary<string>) =>
  fc.tuple(condition, inside).map(([when, fields]) => `${name} ${when} ${fields}`);

const profile = field('profile', selection(leaf('id', 'name')));
const connected = field('connection', selection(leaf('id', 'name', 'isEnabled', 'createdAt')));
const business = field(
  'instagramBusinessAccount',
  selection(leaf('id', 'sessionId', 'username', 'name'), connected, fc.constant('...handle')),
);
const accounts = field(
  'instagramAccounts',
  selection(
    leaf('id', 'username', 'name', 'hasProfilePicture', 'profilePictureUrl', 'profilePictureExpiresAt'),
    connected,
    fc.constantFrom(
      '...handle',
      '... on InstagramProfile { id name }',
      '... { username }',
      '... on InstagramAccount @skip(if: $yes) { id }',
    ),
  ),
);
const pages = field('pages', selection(leaf('id', 'sessionId', 'name'), business, accounts));
const sessionField = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('$id', `"${documentedSessionId}"`) },
      { weight: 1, arbitrary: fc.constantFrom(`"${absentSession}"`, '"no id"') },
    ),
    selection(leaf('id'), profile, pages),
  )
  .map(([id, fields]) => `instagramSession(id: ${id}) ${fields}`);
const facebookField = field(
  `facebookSession(id: "${facebookSessionId}")`,
  selection(
    leaf('id'),
    profile,
    field('pages', selection(leaf('id', 'sessionId', 'name', 'category', 'tasks'), connected)),
  ),
);
const twitterField = field(
  `twitterSession(id: "${twitterSessionId}")`,
  selection(leaf('id'), field('profile', selection(leaf('id', 'screenName'))), connected),
);
const account = selection(
  leaf('id', 'name', 'channel', 'hasError', 'updatedAt'),
  fc.constantFrom(
    '... on ConnectedAccount { siteId }',
    '... on ConnectedInstagramAccount { pageId instagramAccountId }',
    '... on ConnectedFacebookPage @skip(if: $yes) { pageId }',
    '... on ConnectedTwitterAccount { screenName twitterUserId }',
    '... on OtherConnectedAccount { __typename }',
  ),
);
const one = fc
  .tuple(fc.constantFrom('"646"', '"999"', '"no id"'), account)
  .map(([id, fields]) => `connectedAccount(id: ${id}) ${fields}`);
const connections = fc
  .tuple(
    fc.constantFrom(
      '',
      '(first: 1)',
      '(first: $first)',
      '(channel: TWITTER)',
      '(channel: INSTAGRAM, first: 1)',
    ),
    selection(leaf('totalCount', 'endCursor'), field('items', account)),
  )
  .map(([args, fields]) => `connectedAccounts${args} ${fields}`);
const address = fc
  .tuple(fc.constantFrom('', '(env: DEVELOPMENT)', '(site: "other")'))
  .map(([args]) => `instagramAuthUrl${args}`);
const reference = fc
  .tuple(
    fc.constantFrom('Page', 'InstagramAccount', 'InstagramBusinessAccount'),
    fc.constantFrom(...sessionIds),
    fc.constantFrom(...entityIds, 'absent'),
  )
  .map(([type, session, id]) => `{ __typename: "${type}", sessionId: "${session}", id: "${id}" }`);
const references = fc
  .tuple(
    fc.array(reference, { maxLength: 4 }),
    fc.array(
      fc.oneof(
        leaf(),
        field('... on Page', selection(leaf('id', 'sessionId', 'name'), business)),
        field('... on InstagramProfile', selection(leaf('id', 'username'), connected)),
        field('... on InstagramAccount', selection(leaf('profilePictureUrl'))),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([list, fields]) => `_entities(representations: [${list.join(' ')}]) { ${fields.join(' ')} }`);
const otherChannels = fc.oneof(facebookField, twitterField, one);
const rootField = fc.oneof(
  { weight: 4, arbitrary: sessionField },
  { weight: 2, arbitrary: references },
  { weight: 1, arbitrary: connections },
  { weight: 2, arbitrary: otherChannels },
  { weight: 1, arbitrary: address },
);
/** Valid queries of reading fields. */
export const randomQuery = fc.array(rootField, { minLength: 1, maxLength: 4 }).map((roots) => {
  const fields = roots.map((root, index) => `root${index}: ${root}`).join(' ');
  const declared = ['$id: ID!', '$yes: Boolean = false', '$first: Int'].filter((variable) =>
    fields.includes(variable.slice(0, variable.indexOf(':'))),
  );
  const head = declared.length === 0 ? 'query Q' : `query Q(${declared.join(', ')})`;
  const fragment = 'fragment handle on InstagramProfile { username sessionId }';
  return `${head} { __typename ${fields} } ${fields.includes('...handle') ? fragment : ''}`;
});
/** Variables for them, some of the wrong kind. */
export const randomVariables = fc.record(
  {
    id: fc.constantFrom<unknown>(...sessionIds, ...sessionIds, absentSession, 'no id', null, 7, ['x']),
    yes: fc.constantFrom<unknown>(true, false, null, 'yes'),
    first: fc.constantFrom<unknown>(0, 1, 100, null, 1.5, 'one'),
  },
  { requiredKeys: ['id'] },
);
