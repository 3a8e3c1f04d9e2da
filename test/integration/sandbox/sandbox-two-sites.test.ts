import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { demoUsers, secondDemoUser } from '../../../src/sandbox/people/demo-users';
import { ovan } from '../../../src/sandbox/people/people';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { connectionCalls, idsOf, notFound, toConnect } from '../../support/onebox/connection-calls';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    now: () => new Date('2026-01-31T17:00:05.900Z'),
  });
});

afterEach(() => sandbox.close());

const { post, patch, get, list } = connectionCalls(() => sandbox);

describe('the two sites of the sandbox', () => {
  it('are documented, with their users', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'sandbox.md'), 'utf8');
    const [section = ''] = page.split('## A token\n')[1]?.split('\n## ') ?? [];
    const rows = section.split('\n').map((line) => line.match(/(?<=`)[^` |]+(?=` +\|)/g));
    expect(rows.filter((row) => row !== null)).toEqual(
      demoUsers.map(({ credentials: { email, password, siteId } }) => [email, password, siteId]),
    );
  });

  it('have separate connected accounts', async () => {
    const { credentials } = secondDemoUser;
    const body = new URLSearchParams(credentials);
    const response = await fetch(`${sandbox.origin}/api/authenticate`, { method: 'POST', body });
    const { token } = (await response.json()) as { token: string };
    expect((await post(toConnect(ovan), token)).body.SiteId).toBe(credentials.siteId);
    for (const siteId of ['169', '171']) {
      const wrong = new URLSearchParams({ ...credentials, siteId });
      const refused = await fetch(`${sandbox.origin}/api/authenticate`, { method: 'POST', body: wrong });
      expect(refused.status).toBe(401);
    }
  });

  it("neither see nor change each other's connections", async () => {
    const second = sandbox.issueToken(secondDemoUser);
    await post(toConnect(ovan));
    expect((await post(toConnect(ovan), second)).body).toMatchObject({ Id: '647', SiteId: '170' });
    const [ours, theirs] = [await list(), await list('', second)];
    expect(new Set(ours.data.map(({ SiteId }) => SiteId))).toEqual(new Set(['169']));
    expect(new Set(theirs.data.map(({ SiteId }) => SiteId))).toEqual(new Set(['170']));
    expect(new Set([...idsOf(ours), ...idsOf(theirs)]).size).toBe(8);
    for (const id of idsOf(theirs)) {
      expect(await get(id)).toEqual({ status: 404, body: notFound });
      expect(await patch(id, { Name: 'taken' })).toEqual({ status: 404, body: notFound });
    }
    expect(await list('', second)).toEqual(theirs);
  });
});
