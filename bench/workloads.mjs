/** What is asked: the workloads a to h. */
import { readFileSync } from 'node:fs';

import { apolloRequest, routerRequest, urqlRequest } from './load/requests.mjs';
import { accountIdOf, sessionId } from './upstream/wire-session.mjs';

const query = readFileSync(
  new URL('../schema/operations/instagram-session.graphql', import.meta.url),
  'utf8',
).trim();
const selection = query.slice(query.indexOf('{', query.indexOf('instagramSession(')), -1).trim();
const inTenAliases = (field) =>
  Array.from({ length: 10 }, (_, index) => `session${index}: ${field}`).join('\n');

const wireSelection = `{
  session profile { id name }
  accounts {
    id name
    instagram_business_account { id username name }
    instagram_accounts { id username name has_profile_picture profile_pic }
  }
}`;

const documents = {
  session: query,
  tenAliases: `query TenTimes($id: ID!) { ${inTenAliases(`instagramSession(id: $id) ${selection}`)} }`,
  connections: query
    .replace('query InstagramSession', 'query InstagramSessionConnections')
    .replace('profilePictureExpiresAt', 'profilePictureExpiresAt connection { id }'),
  entities:
    'query InstagramAccounts__onebox__1($representations: [_Any!]!) { _entities(representations: $representations) { ... on InstagramAccount { __typename id username name } } }',
};
/** With the names that Onebox has. */
const wireDocuments = {
  session: `query InstagramSession($id: String!) { session(id: $id) ${wireSelection} }`,
  tenAliases: `query TenTimes($id: String!) { ${inTenAliases(`session(id: $id) ${wireSelection}`)} }`,
};
const clients = { apollo: apolloRequest, urql: urqlRequest, router: routerRequest };

const small = { pages: 1, accounts: 1 };
const medium = { pages: 25, accounts: 20 };

export const workloads = [
  { name: 'a', what: 'one Page, one account', ...small },
  { name: 'b', what: '25 Pages × 20 accounts', ...medium },
  { name: 'c', what: '200 Pages × 50 accounts', pages: 200, accounts: 50 },
  { name: 'd', what: 'as a, ten aliases of the same session', ...small, document: 'tenAliases' },
  {
    name: 'e',
    what: 'as a, 20 ms upstream latency, 200 connections',
    ...small,
    latencyMs: 20,
    connections: 200,
  },
  { name: 'f', what: 'as b, with the connection of each account', ...medium, document: 'connections' },
  {
    name: 'g',
    what: '500 references of a federation router to accounts of b',
    ...medium,
    document: 'entities',
    client: 'router',
  },
  { name: 'h', what: 'as a, by GET as urql sends it', ...small, client: 'urql' },
].map((workload) => ({
  connections: 50,
  latencyMs: 0,
  document: 'session',
  client: 'apollo',
  ...workload,
  id: sessionId(workload.name),
}));

function variablesOf({ id, document, pages, accounts }) {
  if (document !== 'entities') return { id };
  return {
    representations: Array.from({ length: pages * accounts }, (_, index) => ({
      __typename: 'InstagramAccount',
      sessionId: id,
      id: accountIdOf(index),
    })),
  };
}

/** The operation as an application writes it. A server that `speaksWire` has Onebox's names in its schema. */
export const operationOf = (workload, speaksWire = false) => ({
  query: (speaksWire ? wireDocuments : documents)[workload.document],
  variables: variablesOf(workload),
});

/** The request that the client of the workload makes of it. */
export const requestOf = (workload, speaksWire) =>
  clients[workload.client](operationOf(workload, speaksWire));
