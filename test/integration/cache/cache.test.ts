import { ConnectInstagramAccountDocument, InstagramSessionDocument } from '../../generated/graphql';
import { stopClock } from '../../support/fake-date';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { jwt } from '../../support/tokens';

const now = new Date('2026-11-25T12:00:00Z');
const inSeconds = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const nowSeconds = now.getTime() / 1000;

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeEach(async () => {
  onebox = await startFakeOnebox(respondJson(200, documentedBody('session.200.json')));
  gateway = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '30' });
  stopClock(now);
});

afterEach(async () => {
  jest.useRealTimers();
  await gateway.close();
  await onebox.close();
});

const read = (token: string, headers: Record<string, string> = {}, from = gateway) =>
  from.ask(
    InstagramSessionDocument,
    { id: documentedSessionId },
    { authorization: `Bearer ${token}`, ...headers },
  );

const calls = (): number => onebox.requests.length;

/** Returns a session whose person has the caller's token and the number of the call as name. */
function answerByCaller(): void {
  onebox.answer = (request, response) => {
    const session = documentedSession();
    session.profile = { id: '1', name: `${String(request.headers.authorization)} ${calls()}` };
    respondJson(200, session)(request, response);
  };
}

const nameIn = ({ data }: Awaited<ReturnType<typeof read>>): string | null | undefined =>
  data?.instagramSession?.profile.name;

describe('a cached session', () => {
  it('is returned again without a call to Onebox', async () => {
    const first = await read('caller');
    expect(first.errors).toBeUndefined();
    expect(await read('caller')).toEqual(first);
    expect(calls()).toBe(1);
  });

  it('is read from Onebox again after CACHE_TTL_SECONDS', async () => {
    await read('caller');
    jest.setSystemTime(inSeconds(30));
    await read('caller');
    expect(calls()).toBe(1);
    jest.setSystemTime(inSeconds(30.001));
    await read('caller');
    expect(calls()).toBe(2);
  });

  it('is never returned where the cache is off', async () => {
    const without = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '0' });
    await read('caller', {}, without);
    await read('caller', {}, without);
    expect(calls()).toBe(2);
    await without.close();
  });

  it('is never returned to another caller, however similar their tokens are', async () => {
    answerByCaller();
    const claims = { sub: '55', sid: '169', exp: nowSeconds + 900 };
    const tokens = ['caller', 'Caller', 'caller=', 'calle', jwt(claims), jwt({ ...claims, jti: 'other' })];
    for (const token of [...tokens, ...tokens]) {
      expect(nameIn(await read(token))).toContain(`Bearer ${token} `);
    }
    expect(calls()).toBe(tokens.length);
  });

  it('is replaced by a read with Cache-Control: no-cache', async () => {
    answerByCaller();
    await read('caller');
    expect(nameIn(await read('caller', { 'cache-control': 'max-age=0, No-Cache' }))).toBe('Bearer caller 2');
    expect(nameIn(await read('caller'))).toBe('Bearer caller 2');
  });

  it('is neither stored nor returned with Cache-Control: no-store', async () => {
    answerByCaller();
    await read('caller', { 'cache-control': 'no-store' });
    expect(nameIn(await read('caller'))).toBe('Bearer caller 2');
    expect(nameIn(await read('caller', { 'cache-control': 'no-store' }))).toBe('Bearer caller 2');
  });

  it('is private to intermediate caches', async () => {
    const response = await fetch(`${gateway.origin}/graphql?query={__typename}`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('vary')).toMatch(/\bAuthorization\b/);
  });
});

describe('the cache', () => {
  it.each<[string, () => unknown]>([
    ['an error', () => ({ records: { errorCode: 500, userMessage: 'no' } })],
    ['a refusal', () => ({ error: 'no' })],
    [
      'a session of which a Page cannot be read',
      () => {
        const session = documentedSession();
        return { ...session, accounts: [...session.accounts, { id: null }] };
      },
    ],
    [
      'a session of which an account cannot be read',
      () => {
        const session = documentedSession();
        session.accounts[0].instagram_accounts?.push({ id: '1' });
        return session;
      },
    ],
    [
      'a session of which a flag cannot be read',
      () => {
        const session = documentedSession();
        Object.assign(session.accounts[0].instagram_accounts?.[0] ?? {}, { has_profile_picture: 'maybe' });
        return session;
      },
    ],
    [
      'a session of which a business account cannot be read',
      () => {
        const session = documentedSession();
        session.accounts[0].instagram_business_account = { id: '1' };
        return session;
      },
    ],
  ])('does not store %s', async (_what, body) => {
    onebox.answer = respondJson(200, body());
    expect((await read('caller')).errors).toHaveLength(1);
    expect((await read('caller')).errors).toHaveLength(1);
    expect(calls()).toBe(2);
  });
});

describe('connectInstagramAccount', () => {
  const connect = () =>
    gateway.ask(ConnectInstagramAccountDocument, {
      sessionId: documentedSessionId,
      pageId: '241794770143249',
      instagramAccountId: '17841439754602482',
    });
  const sessionReads = (): number => onebox.requests.filter(({ url }) => url.includes('/session/')).length;

  beforeEach(() => {
    onebox.answer = (request, response) => {
      if (request.url?.includes('/session/'))
        respondJson(200, documentedBody('session.200.json'))(request, response);
      else if (request.method === 'GET') answerConnections([])(request, response);
      else respondJson(200, connection({ TargetId: '17841439754602482' }))(request, response);
    };
  });

  it('reads the session without the cache, and deletes it from the cache', async () => {
    const readAsConnecter = (): Promise<unknown> =>
      gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    await readAsConnecter();
    expect((await connect()).errors).toBeUndefined();
    expect(sessionReads()).toBe(2);
    await readAsConnecter();
    expect(sessionReads()).toBe(3);
    await readAsConnecter();
    expect(sessionReads()).toBe(3);
  });
});

describe('a bearer token with an expiry', () => {
  const token = (lifeSeconds: number): string => jwt({ sub: '55', exp: nowSeconds + lifeSeconds });

  it('reads no cached entry after its expiry', async () => {
    const short = token(10);
    await read(short);
    jest.setSystemTime(inSeconds(9));
    await read(short);
    expect(calls()).toBe(1);
    for (const seconds of [10.001, 11, 25, 40]) {
      jest.setSystemTime(inSeconds(seconds));
      expect((await read(short)).errors).toBeUndefined();
    }
    expect(calls()).toBe(5);
  });

  it.each([1, 29, 30])(
    'is sent to Onebox %i s after its expiry, since clocks may differ',
    async (seconds) => {
      await read(token(-seconds));
      expect(calls()).toBe(1);
    },
  );

  it.each([30.001, 31, 1e9])('is rejected %d s after its expiry, without a call', async (seconds) => {
    const { errors } = await read(token(-seconds));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED' });
    expect(calls()).toBe(0);
  });

  it.each([
    ['no number', jwt({ exp: 'never' })],
    ['no date', jwt({ exp: 1e300 })],
    ['a negative number', jwt({ exp: -1 })],
    ['nothing at all', jwt({})],
    ['no JSON', 'a.b.c'],
    ['no JWT', 'opaque'],
  ])('is sent to Onebox where the expiry is %s', async (_what, unclear) => {
    expect((await read(unclear)).errors).toBeUndefined();
    expect(calls()).toBe(1);
  });
});
