/**
 * What one client, or many that do not read, can do to a gateway with a heap of 300 MB: the longest block of its event loop, and
 * the most memory that it takes.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { sessionId, wireSession } from '../upstream/wire-session.mjs';
import { report, startGateway } from './parts.mjs';

const longestBlockMs = 100;
const mostMegabytes = 512;

function badPages(name, count) {
  const session = wireSession(name, 1, 1);
  return {
    ...session,
    accounts: Array.from({ length: count }, () => ({ ...session.accounts[0], id: null })),
  };
}

function badAccounts(name, pages, accounts) {
  const session = wireSession(name, pages, accounts);
  for (const page of session.accounts) {
    page.instagram_business_account = { id: {} };
    for (const account of page.instagram_accounts) account.username = 5;
  }
  return session;
}

const long = sessionId('long');
const bodies = new Map(
  [
    ['long', wireSession('long', 200, 50)],
    ['many-pages', wireSession('many-pages', 7000, 1)],
    ...Array.from({ length: 30 }, (_, index) => [`long-${index}`, wireSession(`long-${index}`, 200, 50)]),
    ['bad-pages', badPages('bad-pages', 10_000)],
    ['bad-accounts', badAccounts('bad-accounts', 200, 50)],
  ].map(([name, session]) => [sessionId(name), JSON.stringify(session)]),
);
// What is parsed slowest for its length.
bodies.set(sessionId('nested'), '['.repeat(2_000_000) + ']'.repeat(2_000_000));
bodies.set(
  sessionId('keys'),
  `{${Array.from({ length: 600_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
);
const onebox = createServer(({ url }, response) => {
  const body = bodies.get(url.split('/').at(-1)) ?? '{}';
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
});
await new Promise((resolve) => onebox.listen(0, '127.0.0.1', resolve));

const fields = '{ id pages { id name instagramAccounts { id username profilePictureUrl } } }';
const queryOf = (id) => `{ instagramSession(id: "${id}") ${fields} }`;
const overrideOptions = new URL('../../test/support/gateway/preload/override-options.cjs', import.meta.url)
  .pathname;
const blockReporter = new URL('reporters/block-reporter.mjs', import.meta.url).pathname;
const start = () =>
  startGateway(
    `http://127.0.0.1:${onebox.address().port}`,
    { TEST_OVERRIDES: JSON.stringify({ server: { clientTimeoutMs: 1000 } }), RATE_LIMIT_ADDRESS: '1000000' },
    ['--max-old-space-size=300', '--require', overrideOptions, '--import', blockReporter],
  );

const blockOf = ({ process: child }) =>
  new Promise((resolve) => {
    child.once('message', ({ longestMs }) => resolve(longestMs));
    child.send('block');
  });
const peakMegabytes = ({ process: { pid } }) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function ask({ origin }, query, caller, variables) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const [, code = 'ok', reason] = /"code":"([A-Z_]+)"(?:,"reason":"([A-Z_]+)")?/.exec(text) ?? [];
  return reason ?? code;
}

function askWithoutReading({ origin }, query, caller) {
  const body = JSON.stringify({ query });
  const socket = connect(Number(new URL(origin).port), '127.0.0.1').pause();
  socket.on('error', () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${caller}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

const twoAliases = `{ a: instagramSession(id: "${long}") ${fields} b: instagramSession(id: "${long}") ${fields} }`;
const slow = (count, callerOf) => async (gateway) => {
  const sockets = Array.from({ length: count }, (_, index) =>
    askWithoutReading(gateway, twoAliases, callerOf(index)),
  );
  const outcomes = {};
  const endsAt = performance.now() + 15_000;
  while (performance.now() < endsAt) {
    const outcome = await ask(gateway, queryOf(long), 'honest');
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    await wait(500);
  }
  for (const socket of sockets) socket.destroy();
  return outcomes;
};
// The second time as a compiled query, where it is one.
const twice = (query, variables) => async (gateway) => ({
  first: await ask(gateway, query, 'a', variables),
  second: await ask(gateway, query, 'a', variables),
});
const aliased = (count, fieldOf) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${fieldOf(index)}`).join(' ')} }`;
const lastAccount = `48870375946${200 * 50 - 1 + 10_000}`;
const references = Array.from({ length: 330 }, () => ({
  __typename: 'InstagramAccount',
  id: lastAccount,
  sessionId: long,
}));
const cases = {
  'a session of 10,000 accounts': twice(queryOf(long)),
  'a session of 7,000 Pages': twice(queryOf(sessionId('many-pages'))),
  'a body of nested lists': twice(queryOf(sessionId('nested'))),
  'a body of 600,000 keys': twice(queryOf(sessionId('keys'))),
  '13 aliases of a session of 7,000 Pages': twice(
    aliased(13, () => `instagramSession(id: "${sessionId('many-pages')}") { pages { id name } }`),
  ),
  '10,000 bad Pages under 19 aliases': twice(
    aliased(19, () => `instagramSession(id: "${sessionId('bad-pages')}") { pages { id } }`),
  ),
  '10,000 bad accounts under 10 aliases': twice(
    aliased(
      10,
      () =>
        `instagramSession(id: "${sessionId('bad-accounts')}") { pages { instagramBusinessAccount { id } instagramAccounts { id } } }`,
    ),
  ),
  '9,900 references over 30 aliases to the last of 10,000 accounts': twice(
    `query ($r: [_Any!]!) ${aliased(30, () => '_entities(representations: $r) { ... on InstagramAccount { id username } }')}`,
    { r: references },
  ),
  'thirty aliases of thirty long sessions': twice(
    aliased(
      30,
      (index) =>
        `instagramSession(id: "${sessionId(`long-${index}`)}") { pages { id instagramAccounts { id } } }`,
    ),
  ),
  'eight aliases of a long session': twice(aliased(8, () => `instagramSession(id: "${long}") ${fields}`)),
  '60 clients that do not read': slow(60, (index) => `slow-${index}`),
  '60 clients of one caller that do not read': slow(60, () => 'slow'),
  '120 clients that do not read': slow(120, (index) => `slow-${index}`),
  '400 dense operations': async (gateway) => {
    const outcomes = {};
    for (let index = 0; index < 400; index += 1) {
      const spreads = Array.from(
        { length: 30 },
        (_, a) => `a${a}: instagramSession(id: "x") { p${a}: id pages { q${a}: id ...F } }`,
      );
      const leaves = Array.from({ length: 60 }, (_, leaf) => `x${leaf}: id`);
      const query = `query D${index} { ${spreads.join(' ')} } fragment F on Page { ${leaves.join(' ')} }`;
      const outcome = await ask(gateway, query, 'a');
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    return outcomes;
  },
};

const results = [];
const wanted = process.argv[2] ?? '';
for (const [name, run] of Object.entries(cases).filter(([name]) => name.includes(wanted))) {
  const gateway = await start();
  await ask(gateway, '{ __typename }', 'a');
  await blockOf(gateway);
  const outcomes = await run(gateway).catch((error) => ({ [`failed: ${error.message}`]: 1 }));
  const isAlive = gateway.process.exitCode === null && gateway.process.signalCode === null;
  const block = isAlive ? await blockOf(gateway) : Infinity;
  const megabytes = isAlive ? peakMegabytes(gateway) : Infinity;
  results.push(
    report(
      name,
      `longest block ${block.toFixed(0)} ms, peak ${megabytes.toFixed(0)} MB; ${JSON.stringify(outcomes)}`,
      `at most ${longestBlockMs} ms and ${mostMegabytes} MB`,
      block <= longestBlockMs && megabytes <= mostMegabytes,
    ),
  );
  gateway.process.kill('SIGKILL');
}
onebox.closeAllConnections();
onebox.close();
process.exitCode = results.every(Boolean) ? 0 : 1;
