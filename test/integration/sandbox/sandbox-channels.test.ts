import { facebookChannel } from '../../../src/sandbox/channels/facebook-channel';
import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { readySessionsOf } from '../../../src/sandbox/sessions/ready-sessions';
import { twitterChannel } from '../../../src/sandbox/channels/twitter-channel';
import { type Answered, type Connection, connectionCalls } from '../../support/onebox/connection-calls';
import { documentedFields, facebookSessionId, twitterSessionId } from '../../support/fixtures';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
});

afterAll(() => sandbox.close());

const { post } = connectionCalls(() => sandbox);

async function read(path: string, id: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${sandbox.origin}/api/${path}/session/${id}`, {
    headers: { authorization: `Bearer ${sandbox.issueToken()}` },
  });
  return { status: response.status, body: await response.json() };
}

interface FacebookSession {
  token: string;
  accounts: { id: string; access_token: string; tasks: string[] }[];
}

const readyId = (channel: typeof facebookChannel, name: string): string =>
  readySessionsOf(channel).find((ready) => ready.name === name)?.sessionId ?? '';

describe('the sandbox of each channel', () => {
  it.each([
    ['facebook', facebookSessionId],
    ['twitter', twitterSessionId],
  ])('returns the documented session of %s', async (path, id) => {
    const body = documentedFields(`${path}-session.200.json`);
    expect(await read(path, id)).toEqual({ status: 200, body });
  });

  it('does not return a session of one channel for another', async () => {
    for (const [path, id] of [
      ['facebook', twitterSessionId],
      ['twitter', facebookSessionId],
      ['instagraph', facebookSessionId],
    ] as const) {
      expect((await read(path, id)).status).toBe(404);
    }
  });

  it.each(['facebook', 'twitter'])('has the failing sessions for %s too', async (path) => {
    const statuses: Record<string, number> = { 'over-quota': 401, 'not-found': 404, 'server-error': 500 };
    for (const [name, status] of Object.entries(statuses)) {
      const { sessionId = '' } = failingSessions.find((failing) => failing.name === name) ?? {};
      expect((await read(path, sessionId)).status).toBe(status);
    }
    const { sessionId = '' } = failingSessions.find(({ name }) => name === 'missing-field') ?? {};
    const { body } = await read(path, sessionId);
    expect(Object.keys((body as { profile: object }).profile).some((key) => key.endsWith('id'))).toBe(false);
  });

  it.each([
    ['facebook', 'person=sari&page=90071992547410117', '#_=_'],
    ['twitter', 'person=sari', ''],
  ])('signs a person in to %s, and redirects to its session page', async (path, fields, fragment) => {
    const start = `${sandbox.origin}/${path}/auth?redirectUrl=${sandbox.origin}/${path}/session`;
    expect(await (await fetch(start)).text()).toContain('<h1>Sign in with');
    const response = await fetch(`${sandbox.origin}/${path}/auth/consent`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    const { pathname, searchParams, hash } = new URL(response.headers.get('location') ?? '');
    expect(`${pathname}${hash}`).toBe(`/${path}/session${fragment}`);
    const id = searchParams.get('sessionId') ?? '';
    expect((await read(path, id)).status).toBe(200);
    expect(await (await fetch(`${sandbox.origin}${pathname}?sessionId=${id}`)).text()).toContain(id);
  });

  it('asks for no Pages at Twitter', async () => {
    const page = await (await fetch(`${sandbox.origin}/twitter/auth/pages?person=sari`)).text();
    expect(page).toContain('<h1>Allow Onebox?</h1>');
    expect(page).not.toContain('Pages');
  });

  it('accepts a Facebook Page with swapped tokens, and rejects one without the tasks', async () => {
    const connect = async (name: string, turned = false): Promise<Answered<Connection>> => {
      const { body } = await read('facebook', readyId(facebookChannel, name));
      const { token, accounts } = body as FacebookSession;
      const { id, access_token } = accounts[0] ?? { id: '', access_token: '' };
      const tokens = turned
        ? { Password: token, Token: access_token }
        : { Password: access_token, Token: token };
      return post({ MediaId: 'FCBK', ProviderId: 'PVD12', Name: 'x', UserId: id, From: id, ...tokens });
    };
    expect(await connect('ovan')).toMatchObject({
      status: 200,
      body: { UserId: '1903864646522191', TargetId: '1903864646522191', MediaId: 'FCBK' },
    });
    expect((await connect('ovan', true)).status).toBe(401);
    expect(await connect('rina')).toEqual({
      status: 200,
      body: documentedFields('connection.200.refused.json'),
    });
  });

  it('accepts one Twitter account, and rejects another', async () => {
    const connect = async (name: string): Promise<number> => {
      const { body } = await read('twitter', readyId(twitterChannel, name));
      const { profile } = body as { profile: Record<string, string> };
      const names = { Name: profile['screen_name'], UserId: profile['screen_name'], From: 'x' };
      const tokens = { Password: profile['oauth_token_secret'], Token: profile['oauth_token'] };
      const target = { MediaId: 'TWTR', ProviderId: 'PVD10', TargetId: profile['user_id'] };
      return (await post({ ...target, ...names, ...tokens })).status;
    };
    expect([await connect('kucamera'), await connect('rina')]).toEqual([200, 401]);
  });
});
