/** What is asked: the workloads a to e, each with the answer that it must get. */
import { readFileSync } from 'node:fs';

import { expectedSession, sessionId, wireSession } from './wire-session.mjs';

const query = readFileSync(
  new URL('../schema/operations/instagram-session.graphql', import.meta.url),
  'utf8',
).trim();
const selection = query.slice(query.indexOf('{', query.indexOf('instagramSession(')), -1).trim();
const tenAliases = `query TenTimes($id: ID!) {\n${Array.from({ length: 10 }, (_, index) => `session${index}: instagramSession(id: $id) ${selection}`).join('\n')}\n}`;

const wireSelection = `{
  session profile { id name }
  accounts {
    id name
    instagram_business_account { id username name }
    instagram_accounts { id username name has_profile_picture profile_pic }
  }
}`;
const wireQuery = `query Session($id: String!) { session(id: $id) ${wireSelection} }`;
const wireTenAliases = `query TenTimes($id: String!) { ${Array.from({ length: 10 }, (_, index) => `session${index}: session(id: $id) ${wireSelection}`).join(' ')} }`;

export const workloads = [
  { name: 'a', what: 'one Page, one account', pages: 1, accounts: 1 },
  { name: 'b', what: '25 Pages × 20 accounts', pages: 25, accounts: 20 },
  { name: 'c', what: '200 Pages × 50 accounts', pages: 200, accounts: 50 },
  { name: 'd', what: 'as a, ten aliases of the same session', pages: 1, accounts: 1, aliases: true },
  {
    name: 'e',
    what: 'as a, 20 ms upstream latency, 200 connections',
    pages: 1,
    accounts: 1,
    latencyMs: 20,
    connections: 200,
  },
].map((workload) => ({
  connections: 50,
  latencyMs: 0,
  aliases: false,
  ...workload,
  id: sessionId(workload.name),
}));

export const wireOf = ({ name, pages, accounts }) => wireSession(name, pages, accounts);

/** The body to send. A server that `speaksWire` has Onebox's names in its schema. */
export const bodyOf = ({ id, aliases }, speaksWire) =>
  JSON.stringify({
    query: speaksWire ? (aliases ? wireTenAliases : wireQuery) : aliases ? tenAliases : query,
    variables: { id },
  });

/** The data that a correct answer has. */
export function expectedData(workload, speaksWire) {
  const wire = wireOf(workload);
  const value = speaksWire ? wireAnswer(wire) : expectedSession(wire, workload.name);
  return workload.aliases
    ? Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`session${index}`, value]))
    : { [speaksWire ? 'session' : 'instagramSession']: value };
}

const wireAnswer = ({ session, profile, accounts }) => ({
  session,
  profile,
  accounts: accounts.map(({ id, name, instagram_business_account, instagram_accounts }) => ({
    id,
    name,
    instagram_business_account,
    instagram_accounts: instagram_accounts.map((account) => ({ name: null, ...account })),
  })),
});
