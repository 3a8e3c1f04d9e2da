import { siteOfTests } from '../../support/onebox/connectable-site';
import { errorEnvelope } from '../../support/error-envelope';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';

const site = siteOfTests();

describe('a change that Facebook rejects', () => {
  it.each([
    '(#4) Application request limit reached',
    '(#17) User request limit reached',
    '(#32) Page request limit reached',
    '(#613) Calls to this api have exceeded the rate limit.',
    '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    '(#80014) Odd words',
    'Application request limit reached',
  ])('returns RATE_LIMITED for the transient error %j, without a retry', async (words) => {
    for (const status of [200, 201, 400, 401, 403, 404, 422, 429, 500, 503]) {
      site.onebox.requests.length = 0;
      site.answerWrite = respondJson(status, { error: words });
      const { errors } = await site.connect();
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
        onebox: { errorCode: null, userMessage: words },
      });
      expect(site.writes()).toHaveLength(1);
    }
  });

  it.each(['(#200) no', '(#40) no', '(#1700) no', '(#8000) no'])(
    'is not transient with %j',
    async (words) => {
      for (const status of [200, 201, 202, 400, 401, 403, 404, 409, 422]) {
        site.answerWrite = respondJson(status, { error: words });
        const { errors } = await site.connect();
        expect(errors?.[0]?.message).toBe(`Facebook refused: ${words}`);
        expect(errors?.[0]?.extensions).toMatchObject({
          reason: 'FACEBOOK_REFUSED',
          retryable: false,
          onebox: { errorCode: null, userMessage: words },
        });
      }
    },
  );

  it.each([
    'Error validating access token: Session has expired on Friday, 25-Jul-26.',
    '(#190) The token has expired',
    'The Facebook token is expired',
  ])('is not an expired bearer token with %j', async (words) => {
    site.answerWrite = respondJson(401, { error: words });
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.reason).toBe('FACEBOOK_REFUSED');
  });

  it.each([429, 500])('keeps the text of Facebook with HTTP %d', async (status) => {
    site.answerWrite = respondJson(status, { error: '(#1) no' });
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.onebox).toEqual({ errorCode: null, userMessage: '(#1) no' });
  });
});

describe('a change that Onebox rejects', () => {
  it.each<[number, object, string]>([
    [401, { error: 'Expired token' }, 'TOKEN_EXPIRED'],
    [200, { error: 'Expired token' }, 'TOKEN_EXPIRED'],
    [401, { error: 'time limit reached please try again tomorrow at 18:00 - 06:00' }, 'QUOTA_EXHAUSTED'],
    [200, { error: 'time limit reached' }, 'QUOTA_EXHAUSTED'],
    [400, errorEnvelope(400, 'Name is required'), 'UPSTREAM_CONTRACT_BROKEN'],
    [200, errorEnvelope('400', 'Name is required'), 'UPSTREAM_CONTRACT_BROKEN'],
    [404, errorEnvelope(404, 'no such thing'), 'UPSTREAM_CONTRACT_BROKEN'],
    [413, {}, 'UPSTREAM_CONTRACT_BROKEN'],
    [422, errorEnvelope(422, 'Name is required'), 'UPSTREAM_CONTRACT_BROKEN'],
    [400, errorEnvelope(500, 'oops'), 'UPSTREAM_FAILED'],
  ])('has no unknown outcome with HTTP %d and %j', async (status, body, reason) => {
    site.answerWrite = respondJson(status, body);
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.reason).toBe(reason);
    expect(errors?.[0]?.message).not.toContain('unknown whether');
    expect(site.writes()).toHaveLength(1);
  });

  it('is not retryable where its outcome is unknown', async () => {
    site.answerWrite = respondJson(503, '', { 'retry-after': '30' });
    const { errors } = await site.connect();
    expect(errors?.[0]?.message).toContain('unknown whether this took effect');
    expect(errors?.[0]?.extensions.retryable).toBe(false);
    expect(errors?.[0]?.extensions).not.toHaveProperty('retryAt');
  });

  it.each<[number, object]>([
    [202, {}],
    [203, {}],
    [200, { records: [] }],
    [201, { error: '0' }],
    [200, { error: false }],
    [200, { error: null }],
    [200, { error: '' }],
  ])('succeeds with HTTP %d and the connection beside %j', async (status, beside) => {
    site.answerWrite = respondJson(status, { ...connection(), ...beside });
    expect((await site.connect()).errors).toBeUndefined();
  });
});
