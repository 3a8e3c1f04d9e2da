/** Writes the Bruno collection examples/bruno from schema/operations: part of `npm run codegen`. Its order is that of the steps. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'examples', 'bruno');
const operations = join(root, 'schema', 'operations');

const result = (path) => `res.body.data.${path}`;

/** Each operation in turn: its variables, and what it leaves for those behind it. */
const steps = [
  {
    name: 'error-catalog',
  },
  {
    name: 'authenticate',
    variables: { email: '{{email}}', password: '{{password}}', siteId: '{{siteId}}' },
    leaves: { token: result('authenticate.token') },
  },
  { name: 'instagram-auth-url', variables: {} },
  {
    name: 'instagram-session',
    variables: { id: '{{instagramSessionId}}' },
    leaves: {
      pageId: result('instagramSession.pages[0].id'),
      accountId: result('instagramSession.pages[0].instagramAccounts[0].id'),
    },
  },
  {
    name: 'connect-instagram-account',
    variables: {
      sessionId: '{{instagramSessionId}}',
      pageId: '{{pageId}}',
      instagramAccountId: '{{accountId}}',
    },
    leaves: { connectionId: result('connectInstagramAccount.id') },
  },
  { name: 'session-connections', variables: { id: '{{instagramSessionId}}' } },
  { name: 'connected-accounts', variables: { first: 20 } },
  { name: 'connected-account', variables: { id: '{{connectionId}}' } },
  { name: 'rename-connected-account', variables: { id: '{{connectionId}}', name: 'Toko' } },
  { name: 'facebook-auth-url', variables: {} },
  {
    name: 'facebook-session',
    variables: { id: '{{facebookSessionId}}' },
    leaves: { facebookPageId: result('facebookSession.pages[0].id') },
  },
  {
    name: 'connect-facebook-page',
    variables: { sessionId: '{{facebookSessionId}}', pageId: '{{facebookPageId}}' },
  },
  { name: 'twitter-auth-url', variables: {} },
  { name: 'twitter-session', variables: { id: '{{twitterSessionId}}' } },
  { name: 'connect-twitter-account', variables: { sessionId: '{{twitterSessionId}}' } },
];

const indented = (text) => text.trim().replaceAll(/^(?=.)/gm, '  ');
const block = (name, text) => `${name} {\n${indented(text)}\n}\n`;

function requestOf({ name, variables = {}, leaves }, index) {
  const query = readFileSync(join(operations, `${name}.graphql`), 'utf8');
  const needsToken = !/-auth-url$|^authenticate$|^error-catalog$/.test(name);
  return [
    block('meta', `name: ${/\w+ (\w+)/.exec(query)[1]}\ntype: graphql\nseq: ${index + 1}`),
    block('post', `url: {{url}}\nbody: graphql\nauth: ${needsToken ? 'bearer' : 'none'}`),
    ...(needsToken ? [block('auth:bearer', 'token: {{token}}')] : []),
    block('body:graphql', query),
    block('body:graphql:vars', JSON.stringify(variables, null, 2)),
    ...(leaves
      ? [
          block(
            'vars:post-response',
            Object.entries(leaves)
              .map((one) => one.join(': '))
              .join('\n'),
          ),
        ]
      : []),
    block('assert', 'res.status: eq 200\nres.body.errors: isUndefined'),
  ].join('\n');
}

const missing = readdirSync(operations).filter(
  (file) => !steps.some(({ name }) => `${name}.graphql` === file),
);
if (missing.length > 0) throw new Error(`print-bruno has no step for ${missing.join(', ')}.`);

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (file.endsWith('.bru')) rmSync(join(folder, file));
steps.forEach((step, index) => {
  const number = String(index + 1).padStart(2, '0');
  writeFileSync(join(folder, `${number}-${step.name}.bru`), requestOf(step, index));
});
