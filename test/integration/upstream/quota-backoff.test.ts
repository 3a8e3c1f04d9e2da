import { InstagramSessionDocument } from '../../generated/graphql';
import { stopClock } from '../../support/fake-date';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { jwt } from '../../support/tokens';

// 17:59 in Jakarta: a window that opens at 18:00 opens in a minute.
const now = new Date('2026-11-25T10:59:00Z');
const inSeconds = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const overQuota = respondJson(401, documentedBody('error.401.over-quota.json'));
const goodAnswer = respondJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeEach(async () => {
  onebox = await startFakeOnebox(overQuota);
  gateway = await startGateway(onebox.origin, {}, { onebox: { quotaBackoffMs: 60_000 } });
  stopClock(now);
});

afterEach(async () => {
  jest.useRealTimers();
  await gateway.close();
  await onebox.close();
});

const read = (token = 'caller') =>
  gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, { authorization: `Bearer ${token}` });
const calls = (): number => onebox.requests.length;

describe('the quota back-off of a caller', () => {
  it('makes at most two calls to Onebox for a thousand requests', async () => {
    const reasons = new Set<string | undefined>();
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => read()));
      for (const { errors } of answers) reasons.add(errors?.[0]?.extensions.reason);
      reasons.add((await gateway.ask('{ connectedAccounts { totalCount } }')).errors?.[0]?.extensions.reason);
    }
    expect([...reasons]).toEqual(['QUOTA_EXHAUSTED']);
    expect(calls()).toBeLessThanOrEqual(2);
  }, 20_000);

  it('returns the same error with retryAt each time', async () => {
    const first = await read();
    expect(first.errors?.[0]?.extensions.retryAt).toBe('2026-11-26T11:00:00.000Z');
    const { requestId, ...extensions } = first.errors?.[0]?.extensions ?? {};
    expect(requestId).toBeDefined();
    jest.setSystemTime(inSeconds(59));
    expect((await read()).errors?.[0]).toMatchObject({ extensions });
    expect(calls()).toBe(1);
  });

  it('returns a default retryAt where Onebox states none', async () => {
    onebox.answer = respondJson(401, { records: { errorCode: 401, userMessage: 'quota used up' } });
    expect((await read()).errors?.[0]?.extensions.retryAt).toBe(inSeconds(60).toISOString());
  });

  it('ends with one test call that succeeds', async () => {
    await read();
    jest.setSystemTime(inSeconds(60));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    onebox.answer = (request, response) =>
      void held.then(() => {
        goodAnswer(request, response);
      });
    const probe = read();
    while (calls() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const meanwhile = await gateway.ask('{ connectedAccounts { totalCount } }', undefined, {
      authorization: 'Bearer caller',
    });
    expect(meanwhile.errors?.[0]?.extensions.reason).toBe('QUOTA_EXHAUSTED');
    expect(calls()).toBe(2);
    release();
    expect((await probe).errors).toBeUndefined();
    expect((await read()).errors).toBeUndefined();
    expect(calls()).toBe(3);
  });

  it('starts again when the test call fails', async () => {
    await read();
    jest.setSystemTime(inSeconds(61));
    await read();
    await read();
    jest.setSystemTime(inSeconds(120));
    await read();
    expect(calls()).toBe(2);
    jest.setSystemTime(inSeconds(121));
    await read();
    expect(calls()).toBe(3);
  });

  it('ends when the time window of Onebox opens', async () => {
    onebox.answer = respondJson(401, {
      records: { errorCode: 401, userMessage: 'time limit reached: 18:00 - 06:00' },
    });
    jest.setSystemTime(inSeconds(30));
    expect((await read()).errors?.[0]?.extensions.retryAt).toBe(inSeconds(60).toISOString());
    jest.setSystemTime(inSeconds(59));
    await read();
    expect(calls()).toBe(1);
    jest.setSystemTime(inSeconds(60));
    await read();
    expect(calls()).toBe(2);
  });

  it('does not affect another token of the same user and site', async () => {
    const claims = { sub: '55', sid: '169', exp: now.getTime() / 1000 + 900 };
    const [one, other] = [jwt({ ...claims, jti: '1' }), jwt({ ...claims, jti: '2' })];
    onebox.answer = (request, response) => {
      (request.headers.authorization === `Bearer ${one}` ? overQuota : goodAnswer)(request, response);
    };
    expect((await read(one)).errors).toHaveLength(1);
    expect((await read(other)).errors).toBeUndefined();
  });
});
