import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { documentedBody } from '../../support/fixtures';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
});

afterAll(() => sandbox.close());

const getSession = (
  id: string,
  authorization = `Bearer ${sandbox.issueToken()}`,
  signal: AbortSignal | null = null,
): Promise<Response> =>
  fetch(`${sandbox.origin}/api/instagraph/session/${id}`, {
    headers: { authorization },
    redirect: 'manual',
    signal,
  });

const decoded = (id: string): string => Buffer.from(id, 'base64').toString('latin1');
const decodedForm = /^[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{22}==$/;
const anyText: unknown = expect.any(String);

type Way = (response: Response, id: string) => Promise<void>;

const envelope =
  (status: number, errorCode: unknown, userMessage = anyText): Way =>
  async (response) => {
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ records: { errorCode, userMessage } });
  };
const documented =
  (status: number, name: string): Way =>
  async (response) => {
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(JSON.parse(documentedBody(name)));
  };
const text =
  (status: number, type: string, expected: unknown): Way =>
  async (response) => {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toEqual(expected);
  };
const session =
  (expected: object): Way =>
  async (response, id) => {
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ session: decoded(id), ...expected });
  };

const ways: Record<string, Way> = {
  'expired-token': documented(401, 'error.401.expired-token.json'),
  'expired-token-with-200': documented(200, 'error.401.expired-token.json'),
  'expired-token-as-string': envelope(401, '401', 'Expired token'),
  'status-contradicts': documented(500, 'error.401.expired-token.json'),
  'over-quota': documented(401, 'error.401.over-quota.json'),
  'over-quota-with-200': documented(200, 'error.401.over-quota.json'),
  'facebook-refused': documented(200, 'connection.200.refused.json'),
  'facebook-unsupported': documented(401, 'connection.401.unsupported.json'),
  forbidden: envelope(403, 403),
  'not-found': envelope(404, 404),
  'too-many-requests': async (response, id) => {
    expect(response.headers.get('retry-after')).toBe('30');
    await envelope(429, 429)(response, id);
  },
  'server-error': envelope(500, 500),
  'bad-gateway': text(502, 'text/html', expect.stringContaining('<h1>502 Bad Gateway</h1>')),
  unavailable: text(503, 'application/json', ''),
  redirect: async (response) => {
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/login');
    expect(await response.text()).toBe('');
  },
  html: text(200, 'text/html', expect.stringContaining('<!doctype html>')),
  empty: text(200, 'application/json', ''),
  'broken-json': async (response, id) => {
    expect(response.status).toBe(200);
    const body = await response.text();
    expect(body).toContain(`"session":"${decoded(id)}"`);
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
  },
  'too-large': async (response, id) => {
    const body = await response.text();
    expect(body.length).toBeGreaterThan(64 * 1024 * 1024);
    expect(JSON.parse(body)).toMatchObject({ session: decoded(id) });
  },
  'missing-field': async (response, id) => {
    const body = (await response.json()) as object;
    expect(body).toMatchObject({ session: decoded(id) });
    expect(body).toHaveProperty('profile', { name: anyText });
  },
  'wrong-page': session({
    accounts: [
      expect.objectContaining({ id: anyText }),
      expect.not.objectContaining({ id: anyText }),
      expect.objectContaining({ id: anyText }),
    ],
  }),
  'number-ids': async (response, id) => {
    const body = await response.text();
    const ids = [...body.matchAll(/"id":([^,}]+)/g)].map(([, written]) => written);
    expect(ids.length).toBeGreaterThan(3);
    for (const written of ids) expect(BigInt(written ?? '')).toBeGreaterThan(2n ** 53n);
    expect(JSON.parse(body)).toMatchObject({ session: decoded(id) });
  },
  'other-session': async (response, id) => {
    const body = (await response.json()) as { session: string };
    expect(body.session).toMatch(decodedForm);
    expect(body.session).not.toBe(decoded(id));
  },
  'reset-mid-body': async (response) => {
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  },
  'never-ends': async (response) => {
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    const read = async (): Promise<string> => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect([await read(), await read(), await read()]).toEqual([' ', ' ', ' ']);
    await reader?.cancel();
  },
};
const withoutAnswer = ['reset', 'silent'];
const failing = (name: string): string =>
  failingSessions.find((candidate) => candidate.name === name)?.sessionId ?? '';

describe('a failing session', () => {
  it.each(failingSessions.filter(({ name }) => !withoutAnswer.includes(name)))(
    '$name: $what',
    async ({ name, sessionId }) => {
      const response = await getSession(sessionId);
      const way = ways[name];
      if (way === undefined) throw new Error(`no test knows what ${name} should do`);
      await way(response, sessionId);
    },
  );

  it('reset: The connection is reset before a response.', async () => {
    await expect(getSession(failing('reset'))).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('silent: Nothing: the request is accepted and gets no response.', async () => {
    const answer = getSession(failing('silent'), undefined, AbortSignal.timeout(300));
    await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('requires a bearer token', async () => {
    for (const { sessionId } of failingSessions) {
      expect(await (await getSession(sessionId, '')).json()).toMatchObject({
        records: { userMessage: 'Invalid token' },
      });
    }
  });

  it('has a valid and unique id', () => {
    const ids = failingSessions.map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(decoded(id)).toMatch(decodedForm);
      expect(Buffer.from(decoded(id)).toString('base64')).toBe(id);
    }
  });

  it('is documented, with its id and its failure', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'sandbox.md'), 'utf8');
    const [, section = ''] = page.split('## Sessions that fail\n');
    const rows = section
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .filter(([, , id]) => id !== undefined && /^[A-Za-z0-9]{92}$/.test(id))
      .map(([, name, sessionId, what]) => ({ name, sessionId, what }));
    expect(rows).toEqual(failingSessions.map(({ name, sessionId, what }) => ({ name, sessionId, what })));
  });

  it('does not delay the close of the sandbox', async () => {
    const other = await startSandbox({ host: '127.0.0.1', port: 0 });
    const ask = (name: string): Promise<Response> =>
      fetch(`${other.origin}/api/instagraph/session/${failing(name)}`, {
        headers: { authorization: `Bearer ${other.issueToken()}` },
      });
    const silence = expect(ask('silent')).rejects.toThrow('fetch failed');
    const bodies = await Promise.all(['never-ends', 'too-large'].map(ask));
    const began = performance.now();
    await other.close();
    expect(performance.now() - began).toBeLessThan(1000);
    await silence;
    for (const body of bodies) await expect(body.text()).rejects.toThrow('terminated');
  });
});
