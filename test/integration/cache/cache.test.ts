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

/** Answers each caller with a session whose person is named after the caller's token, and the number of the call. */
function answerByCaller(): void {
  onebox.answer = (request, response) => {
    const session = documentedSession();
    session.profile = { id: '1', name: `${String(request.headers.authorization)} ${calls()}` };
    respondJson(200, session)(request, response);
  };
}

const nameIn = ({ data }: Awaited<ReturnType<typeof read>>): string | null | undefined =>
  data?.instagramSession?.profile.name;

describe('a session that is read again', () => {
  it('costs Onebox nothing, and is the same', async () => {
    const first = await read('caller');
    expect(first.errors).toBeUndefined();
    expect(await read('caller')).toEqual(first);
    expect(calls()).toBe(1);
  });

  it('is asked for anew once its time is over', async () => {
    await read('caller');
    jest.setSystemTime(inSeconds(30));
    await read('caller');
    expect(calls()).toBe(1);
    jest.setSystemTime(inSeconds(30.001));
    await read('caller');
    expect(calls()).toBe(2);
  });

  it('is asked for anew where the cache is off', async () => {
    const without = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '0' });
    await read('caller', {}, without);
    await read('caller', {}, without);
    expect(calls()).toBe(2);
    await without.close();
  });

  it('is never what another caller read, however like their tokens are', async () => {
    answerByCaller();
    const claims = { sub: '55', sid: '169', exp: nowSeconds + 900 };
    const tokens = ['caller', 'Caller', 'caller=', 'calle', jwt(claims), jwt({ ...claims, jti: 'other' })];
    for (const token of [...tokens, ...tokens]) {
      expect(nameIn(await read(token))).toContain(`Bearer ${token} `);
    }
    expect(calls()).toBe(tokens.length);
  });

  it('is asked for anew, and remembered, where the caller says no-cache', async () => {
    answerByCaller();
    await read('caller');
    expect(nameIn(await read('caller', { 'cache-control': 'max-age=0, No-Cache' }))).toBe('Bearer caller 2');
    expect(nameIn(await read('caller'))).toBe('Bearer caller 2');
  });

  it('has not been remembered where the caller said no-store', async () => {
    answerByCaller();
    await read('caller', { 'cache-control': 'no-store' });
    expect(nameIn(await read('caller'))).toBe('Bearer caller 2');
    expect(nameIn(await read('caller', { 'cache-control': 'no-store' }))).toBe('Bearer caller 2');
  });

  it('is not for anybody on the way to keep', async () => {
    const response = await fetch(`${gateway.origin}/graphql?query={__typename}`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('vary')).toMatch(/\bAuthorization\b/);
  });
});

describe('what is not remembered', () => {
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
  ])('%s', async (_what, body) => {
    onebox.answer = respondJson(200, body());
    expect((await read('caller')).errors).toHaveLength(1);
    expect((await read('caller')).errors).toHaveLength(1);
    expect(calls()).toBe(2);
  });
});

describe('connecting an account', () => {
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

  it('takes the tokens that the session has now, and forgets the session', async () => {
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

describe('a token that says when it is over', () => {
  const token = (lifeSeconds: number): string => jwt({ sub: '55', exp: nowSeconds + lifeSeconds });

  it('opens nothing from its end on', async () => {
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
    'is sent to Onebox %i s after its end, which may have another clock',
    async (seconds) => {
      await read(token(-seconds));
      expect(calls()).toBe(1);
    },
  );

  it.each([30.001, 31, 1e9])('is refused %d s after its end, and goes nowhere', async (seconds) => {
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
  ])('is for Onebox to judge where it says %s', async (_what, unclear) => {
    expect((await read(unclear)).errors).toBeUndefined();
    expect(calls()).toBe(1);
  });
});
