import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { people } from '../../../src/sandbox/people/people';
import { instagramChannel } from '../../../src/sandbox/channels/instagram-channel';
import { channels, readySessionsOf } from '../../../src/sandbox/sessions/ready-sessions';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { type FacebookSessionBody, type PageBody } from '../../../src/sandbox/sessions/session-body';
import { documentedSessionId } from '../../support/fixtures';

type SessionBody = FacebookSessionBody<PageBody>;

const readySessions = readySessionsOf(instagramChannel);

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
});

afterAll(() => sandbox.close());

async function read(sessionId: string): Promise<SessionBody> {
  const response = await fetch(`${sandbox.origin}/api/instagraph/session/${sessionId}`, {
    headers: { authorization: `Bearer ${sandbox.issueToken()}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as SessionBody;
}

const readOf = (name: string): Promise<SessionBody> =>
  read(readySessions.find((ready) => ready.name === name)?.sessionId ?? '');

describe('a ready session', () => {
  it.each(readySessions)('exists from the start: $who', async ({ name, sessionId }) => {
    const { session, profile, accounts } = await read(sessionId);
    expect(Buffer.from(session, 'latin1').toString('base64')).toBe(sessionId);
    const person = people.find(({ key }) => key === name);
    expect({ profile, accounts }).toEqual({ profile: person?.profile, accounts: person?.accounts });
  });

  it('has a unique id, and the first is the documented session', () => {
    expect(readySessions[0]?.sessionId).toBe(documentedSessionId);
    const ids = [...channels.flatMap(readySessionsOf), ...failingSessions].map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has only the documented fields', async () => {
    const documented = Object.keys(await read(documentedSessionId));
    for (const { sessionId } of readySessions) expect(Object.keys(await read(sessionId))).toEqual(documented);
  });

  it('is documented', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'sandbox.md'), 'utf8');
    const [section] = page.split('## Sessions that are ready\n')[1]?.split('\n## ') ?? [];
    const rows = (section ?? '')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .filter(([, , id]) => id !== undefined && /^[A-Za-z0-9]{92}$/.test(id))
      .map(([, name, sessionId, who]) => ({ name, sessionId, who }));
    const all = channels.flatMap(readySessionsOf);
    expect(rows).toEqual(all.map(({ name, sessionId, who }) => ({ name, sessionId, who })));
  });

  it('may have no Page, one without Instagram, or 200', async () => {
    expect((await readOf('tono')).accounts).toEqual([]);
    const [salon] = (await readOf('dewi')).accounts;
    expect(Object.keys(salon ?? {}).sort()).toEqual(['access_token', 'id', 'name']);
    const { accounts } = await readOf('agung');
    expect(accounts).toHaveLength(200);
    expect(accounts.every((page) => page.instagram_business_account !== undefined)).toBe(true);
    expect(accounts.filter((page) => page.instagram_accounts !== undefined)).toHaveLength(67);
  });

  it('has different ids above 2^53', async () => {
    const { accounts } = await readOf('agung');
    const ids = accounts.flatMap((page) => [
      page.id,
      page.instagram_business_account?.id ?? '',
      ...(page.instagram_accounts ?? []).map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(467);
    for (const id of ids) expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(new Set(accounts.map((page) => page.access_token)).size).toBe(200);
    expect(new Set(accounts.map(({ name }) => name)).size).toBe(200);
  });
});
