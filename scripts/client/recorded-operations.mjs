import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { channels, readySessionsOf } = require('../../dist/sandbox/sessions/ready-sessions.js');
const { failingSessions } = require('../../dist/sandbox/failures/failing-sessions.js');
const manifest = join(
  import.meta.dirname,
  '..',
  '..',
  'clients',
  'onebox-gateway-client',
  'persisted-operations.json',
);

/** The texts of the client package's operations, by name. */
export const texts = Object.fromEntries(
  Object.values(JSON.parse(readFileSync(manifest, 'utf8'))).map((text) => [/^\w+ (\w+)/.exec(text)[1], text]),
);

/** The id of a person's session in a channel: 0 is Instagram, 1 Facebook, 2 Twitter. */
export function sessionOf(channel, person) {
  return readySessionsOf(channels[channel]).find(({ name }) => name === person).sessionId;
}

/** Records all steps in each channel, in their order, since later operations need the results of earlier ones. */
export async function recordOperations(recorder) {
  const url = await recorder.gateway();
  const sari = sessionOf(0, 'sari');
  const page = { sessionId: sari, pageId: '90071992547410329', instagramAccountId: '90071992547410541' };
  const calls = [
    ['Authenticate', recorder.sandbox.credentials],
    ['InstagramAuthUrl', {}],
    ['FacebookAuthUrl', {}],
    ['TwitterAuthUrl', {}],
    ['InstagramSession', { id: sari }],
    ['ConnectInstagramAccount', page],
    ['SessionConnections', { id: sari }],
    ['ConnectFacebookPage', { sessionId: sessionOf(1, 'sari'), pageId: '90071992547410117' }],
    ['FacebookSession', { id: sessionOf(1, 'sari') }],
    ['ConnectTwitterAccount', { sessionId: sessionOf(2, 'sari') }],
    ['TwitterSession', { id: sessionOf(2, 'sari') }],
    ['ConnectedAccounts', {}],
    ['ConnectedAccount', { id: '646' }],
    ['RenameConnectedAccount', { id: '646', name: 'Kopi' }],
    ['ErrorCatalog', {}],
  ];
  const recorded = {};
  for (const [name, variables] of calls) {
    const { body } = await recorder.send(url, { query: texts[name], variables });
    if (body.errors !== undefined) throw new Error(`${name}: ${JSON.stringify(body.errors)}`);
    recorded[name] = body.data;
  }
  const missing = Object.keys(texts).filter((name) => !(name in recorded));
  if (missing.length > 0) throw new Error(`Not recorded: ${missing.join(', ')}.`);
  return recorded;
}

/** Records what comes with data and errors: a Page that cannot be read, and connections of which nothing is known. */
export async function recordPartials(recorder) {
  const sandbox = await recorder.gateway();
  const withoutConnections = await recorder.gateway(
    {},
    {},
    await recorder.changedSandbox((body, path) => (path.startsWith('/api/connection') ? {} : body)),
  );
  const wrongPage = failingSessions.find(({ name }) => name === 'wrong-page').sessionId;
  const calls = [
    ['InstagramSession', sandbox, wrongPage],
    ['FacebookSession', sandbox, wrongPage],
    ['SessionConnections', withoutConnections, sessionOf(0, 'sari')],
  ];
  const recorded = {};
  for (const [name, url, id] of calls) {
    const call = { query: texts[name], variables: { id } };
    const { body } = await recorder.send(url, call, recorder.bearer, 'recorded-partial');
    if (!body.errors || Object.values(body.data)[0] === null) throw new Error(`${name} is not partial.`);
    recorded[name] = body;
  }
  return recorded;
}
