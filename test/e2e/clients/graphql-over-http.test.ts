import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { serverAudits } from 'graphql-http';

import { type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';

const csrf = 'a GET that a page of another site can cause is refused: send Apollo-Require-Preflight';
const status =
  'the drafts disagree on application/json: an operation that is not run is HTTP 400 in whatever type is accepted';

/** What the audits want otherwise, by their ids, and why it stays. */
const exceptions: Readonly<Record<string, string>> = {
  '5A70': csrf,
  D6D5: csrf,
  '6A70': csrf,
  '572B': status,
  FDE2: status,
  '7B9B': status,
};

// The audits use introspection.
let onebox: FakeOnebox;
let gateway: GatewayProcess;
let url: string;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = startGatewayProcess([], {
    PORT: '0',
    ONEBOX_API_URL: onebox.origin,
    EXPLORE: 'true',
    SHUTDOWN_DELAY_MS: '0',
  });
  const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
  url = `${origin}/graphql`;
}, 30_000);

afterAll(async () => {
  gateway.kill('SIGTERM');
  await gateway.ended;
  await onebox.close();
});

it('every audit of graphql-http passes, except those that are listed with a reason', async () => {
  const audits = serverAudits({ url: () => url });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  expect(results.length).toBeGreaterThan(60);
  expect(results.flatMap((result) => (result.status === 'ok' ? [] : [result.id])).sort()).toEqual(
    Object.keys(exceptions).sort(),
  );
  // A MUST has no exception.
  expect(results.filter((result) => result.status === 'error')).toEqual([]);
});

it('the documentation lists the audits that fail', () => {
  const text = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'frontend.md'), 'utf8');
  const [, section = ''] = /## GraphQL over HTTP\n(.*?)\n## /s.exec(text) ?? [];
  const named = [...section.matchAll(/\b[\dA-F]{4}\b/g)].map(([id]) => id);
  expect(named.sort()).toEqual(Object.keys(exceptions).sort());
});
