import { type RequestListener } from 'node:http';

import { AuthenticateDocument, InstagramSessionDocument } from '../../generated/graphql';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedFields, documentedSession, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const quota = 'time limit reached please try again tomorrow at 18:00 - 06:00';
const opensAt = /T11:00:00\.000Z$/;

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const read = async (answer: RequestListener) => {
  onebox.answer = answer;
  const { data, errors } = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
  return { data, error: errors?.[0] };
};
const signIn = async (answer: RequestListener, password = 'correct horse') => {
  onebox.answer = answer;
  const credentials = { email: 'jo@example.com', password, siteId: '169' };
  const { errors } = await gateway.ask(AuthenticateDocument, credentials, {});
  return errors?.[0];
};
const records = (fields: unknown): object => ({ _meta: { status: 'ERROR', count: 1 }, records: fields });

describe('a quota that is used up', () => {
  it.each<[string, number, unknown]>([
    ['records as a list', 401, records([{ errorCode: 401, userMessage: quota }])],
    ['records as a list and HTTP 200', 200, records([{ errorCode: 401, userMessage: quota }])],
    ['records as an object with the key 0', 401, records({ 0: { errorCode: 401, userMessage: quota } })],
    ['records as its words', 401, records(quota)],
    ['userMessage as a list', 401, errorEnvelope(401, [quota])],
    ['userMessage as an object with the key 0', 401, errorEnvelope(401, { 0: quota })],
    ['its words in devMessage, userMessage being null', 401, errorEnvelope(401, null, quota)],
    ['its words in devMessage, userMessage being empty', 401, errorEnvelope(401, '', quota)],
    ['its words behind 500 characters', 401, errorEnvelope(401, `${'x '.repeat(300)}${quota}`)],
    ['its words behind 10,000 characters', 401, errorEnvelope(401, `${'x '.repeat(5000)}${quota}`)],
    ['an en dash', 401, errorEnvelope(401, quota.replace('-', '\u2013'))],
    ['a minus sign', 401, errorEnvelope(401, quota.replace('-', '\u2212'))],
    ['a blank that does not break', 401, errorEnvelope(401, quota.replace('time limit', 'time\u00A0limit'))],
    ['{"error"}', 401, { error: quota }],
    ['{"error"} and HTTP 200', 200, { error: quota }],
    ['{"error"} and HTTP 403', 403, { error: quota }],
    ...[null, '', '0', 0, 200, '200', ' 401', 403, '429'].flatMap((errorCode) =>
      [200, 400, 401, 403, 404, 429].map((status): [string, number, unknown] => [
        `errorCode ${JSON.stringify(errorCode)} and HTTP ${status}`,
        status,
        errorEnvelope(errorCode, quota),
      ]),
    ),
  ])('is QUOTA_EXHAUSTED, with its window, from %s', async (_what, status, body) => {
    const { error } = await read(respondJson(status, body));
    expect(error?.extensions).toMatchObject({ reason: 'QUOTA_EXHAUSTED', retryable: true });
    expect(error?.extensions.retryAt).toMatch(opensAt);
    expect(error?.message).toContain(error?.extensions.retryAt);
  });

  it('opens at Retry-After where its words name no window', async () => {
    const date = 'Wed, 21 Oct 2099 07:28:00 GMT';
    const answer = (words: string) => respondJson(401, errorEnvelope(401, words), { 'retry-after': date });
    const { error } = await read(answer('quota exceeded'));
    expect(error?.extensions.retryAt).toBe('2099-10-21T07:28:00.000Z');
    expect((await read(answer(quota))).error?.extensions.retryAt).toMatch(opensAt);
  });

  it('never shows devMessage', async () => {
    const { error } = await read(respondJson(401, errorEnvelope(401, null, `${quota} at db-7`)));
    expect(JSON.stringify(error)).not.toContain('db-7');
  });

  it.each(['tomorrow', 'time limit reached', '18:00 - 06:00', quota])(
    'is what its own words say where the password is %j',
    async (password) => {
      const error = await signIn(respondJson(401, errorEnvelope(401, quota)), password);
      expect(error?.extensions.reason).toBe('QUOTA_EXHAUSTED');
      const other = await signIn(respondJson(401, errorEnvelope(401, quota)));
      expect(error?.extensions.retryAt).toBe(other?.extensions.retryAt);
      expect(error?.extensions.onebox?.userMessage).toContain('[removed]');
    },
  );

  it('is none where a server fails that has no such words', async () => {
    const { error } = await read(respondJson(500, errorEnvelope(500, 'oops')));
    expect(error?.extensions.reason).toBe('UPSTREAM_FAILED');
  });
});

describe('{"error"} where nothing goes to Facebook', () => {
  it.each<[number, string, string]>([
    [401, 'Expired token', 'TOKEN_EXPIRED'],
    [200, 'Expired token', 'TOKEN_EXPIRED'],
    [401, 'token_expired', 'TOKEN_EXPIRED'],
    [401, 'Session expired', 'TOKEN_EXPIRED'],
    [401, 'Unauthorized', 'TOKEN_REJECTED'],
    [403, 'Forbidden', 'NOT_ALLOWED'],
    [404, 'nope', 'SESSION_NOT_FOUND'],
    [429, 'slow down', 'TOO_MANY_REQUESTS'],
    [401, '(#4) Application request limit reached', 'TOO_MANY_REQUESTS'],
    [502, 'oops', 'UPSTREAM_FAILED'],
    [200, 'nope', 'UPSTREAM_CONTRACT_BROKEN'],
  ])("with HTTP %d and %j is read as Onebox's words: %s", async (status, error, reason) => {
    const { error: answered } = await read(respondJson(status, { error }));
    expect(answered?.extensions).toMatchObject({ reason, onebox: { errorCode: null, userMessage: error } });
  });

  it.each(['invalid_credentials', 'Unauthorized', 'Expired password'])(
    'with HTTP 401 and %j is CREDENTIALS_REFUSED on signing in',
    async (error) => {
      const answered = await signIn(respondJson(401, { error }));
      expect(answered?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'CREDENTIALS_REFUSED',
        onebox: { errorCode: null, userMessage: error },
      });
    },
  );

  it('is a quota on signing in too', async () => {
    expect((await signIn(respondJson(401, { error: quota })))?.extensions.reason).toBe('QUOTA_EXHAUSTED');
  });
});

describe('a session', () => {
  it.each<[string, object]>([
    ...[[], {}, null, false, '', 0].map((odd): [string, object] => [
      `records ${JSON.stringify(odd)}`,
      { records: odd },
    ]),
    ...['0', '', false, null, 0, 'false', 'null', [], {}].map((odd): [string, object] => [
      `error ${JSON.stringify(odd)}`,
      { error: odd },
    ]),
    ['an envelope that says that all is well', { records: { errorCode: '200', userMessage: 'OK' } }],
  ])('is read with %s beside it', async (_what, beside) => {
    const { data, error } = await read(respondJson(200, { ...documentedSession(), ...beside }));
    expect(error).toBeUndefined();
    expect(data?.instagramSession?.id).toBe(documentedSessionId);
  });

  it.each([201, 202, 203])('is read with HTTP %d', async (status) => {
    const { error } = await read(respondJson(status, documentedFields('session.200.json')));
    expect(error).toBeUndefined();
  });
});

describe('the message of a failure', () => {
  it.each([500, 503])('says when to try again where HTTP %d does', async (status) => {
    const date = 'Wed, 21 Oct 2099 07:28:00 GMT';
    const { error } = await read(respondJson(status, '', { 'retry-after': date }));
    expect(error?.extensions.retryAt).toBe('2099-10-21T07:28:00.000Z');
    expect(error?.message).toContain('try again at 2099-10-21T07:28:00.000Z');
    expect(error?.message).not.toContain('in a moment');
  });
});
