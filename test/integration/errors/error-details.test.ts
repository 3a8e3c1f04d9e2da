import { type RequestListener } from 'node:http';

import { InstagramSessionDocument } from '../../generated/graphql';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

const canary = 'canary-in-an-answer';

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

describe('an error', () => {
  const ask = async (answer: RequestListener) => {
    onebox.answer = answer;
    const { errors } = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    return errors?.[0];
  };

  it('has retryAt at the end of the quota window', async () => {
    const error = await ask(respondJson(401, documentedBody('error.401.over-quota.json')));
    const retryAt = new Date(error?.extensions.retryAt ?? Number.NaN);
    expect(retryAt.getTime()).toBeGreaterThan(Date.now());
    // 18:00 in Jakarta.
    expect(retryAt.toISOString()).toMatch(/T11:00:00.000Z$/);
    expect(error?.message).toContain(retryAt.toISOString());
  });

  it('has retryAt by the Retry-After of a 429', async () => {
    const error = await ask(respondJson(429, '', { 'retry-after': '30' }));
    const inMs = new Date(error?.extensions.retryAt ?? Number.NaN).getTime() - Date.now();
    expect(inMs).toBeGreaterThan(20_000);
    expect(inMs).toBeLessThanOrEqual(30_000);
  });

  it('has retryAt by the date of a 503, and none for a malformed date', async () => {
    const date = 'Wed, 21 Oct 2099 07:28:00 GMT';
    const error = await ask(respondJson(503, '', { 'retry-after': date }));
    expect(error?.extensions.retryAt).toBe('2099-10-21T07:28:00.000Z');
    const other = await ask(respondJson(503, '', { 'retry-after': '99999999999999999' }));
    expect(other?.extensions).not.toHaveProperty('retryAt');
  });

  it('has the userMessage of Onebox, with its code as a number', async () => {
    const error = await ask(respondJson(401, errorEnvelope('401', 'Expired token', canary)));
    expect(error?.extensions.onebox).toEqual({ errorCode: 401, userMessage: 'Expired token' });
  });

  it('has the text of Facebook', async () => {
    const { error: words } = JSON.parse(documentedBody('connection.401.unsupported.json')) as {
      error: string;
    };
    const error = await ask(respondJson(401, documentedBody('connection.401.unsupported.json')));
    expect(error?.extensions.onebox).toEqual({ errorCode: null, userMessage: words });
    expect(error?.message).toContain(words);
  });

  it.each([
    ['as it was passed', documentedSessionId],
    ['broken up', documentedSessionId.match(/.{1,10}/g)?.join(', ') ?? ''],
    ['decoded', Buffer.from(documentedSessionId, 'base64').toString()],
    [
      'decoded, broken up',
      Buffer.from(documentedSessionId, 'base64')
        .toString()
        .match(/.{1,8}/g)
        ?.join(' - ') ?? '',
    ],
    ['cut', `${documentedSessionId.slice(0, 16)}...`],
  ])('has no session id %s', async (_how, spelt) => {
    const error = await ask(respondJson(401, errorEnvelope(401, `no ${spelt} here`)));
    expect(error?.extensions.onebox?.userMessage).toMatch(/^no \[removed\][=.]* here$/);
  });

  it('has no secret that the text of Onebox repeats', async () => {
    const { token } = documentedSession();
    const error = await ask(
      respondJson(
        401,
        errorEnvelope(401, `Bearer ${callersToken} of jo@example.com has ${token}\u0000\nExpired`, canary),
      ),
    );
    expect(error?.extensions.onebox?.userMessage).toBe('Bearer [removed] of [removed] has [removed] Expired');
  });
});
