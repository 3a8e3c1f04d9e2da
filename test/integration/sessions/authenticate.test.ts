import { AuthenticateDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { ONEBOX_TIMEOUT_MS: '300' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = respondJson(200, documentedBody('authenticate.200.json'));
});

const credentials = { email: 'jo@example.com', password: 'pa ss&w=örd%', siteId: '169' };
const signIn = (variables: Partial<typeof credentials> = {}) =>
  gateway.ask(AuthenticateDocument, { ...credentials, ...variables }, {});

describe('authenticate', () => {
  it('returns the token with its expiry and its site', async () => {
    const { token } = JSON.parse(documentedBody('authenticate.200.json')) as { token: string };
    expect(await signIn()).toEqual({
      data: { authenticate: { token, expiresAt: '2020-01-14T07:09:40.000Z', siteId: '169' } },
    });
  });

  it('sends the credentials once, as form fields, and no Authorization header', async () => {
    await gateway.ask(AuthenticateDocument, credentials, { authorization: 'Bearer an-older-token' });
    expect(onebox.requests).toHaveLength(1);
    const [request] = onebox.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/api/authenticate' });
    expect(request?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual(credentials);
  });

  it('returns CREDENTIALS_REFUSED with the text of Onebox', async () => {
    onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
    const { errors } = await signIn();
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'CREDENTIALS_REFUSED',
      retryable: false,
      onebox: { errorCode: 401, userMessage: 'you are not authorized to log into this site 1691' },
    });
  });

  it('distinguishes wrong credentials from a used up quota', async () => {
    onebox.answer = respondJson(401, documentedBody('error.401.over-quota.json'));
    const { errors } = await signIn();
    expect(errors?.[0]?.extensions.reason).toBe('QUOTA_EXHAUSTED');
  });

  it.each(['', 'mysite', '1 or 1', '-1', '1.5', '9'.repeat(40)])(
    'rejects the siteId %j without a call',
    async (siteId) => {
      const { errors } = await signIn({ siteId });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'SITE_MALFORMED' });
      expect(onebox.requests).toEqual([]);
    },
  );

  const payload = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  it.each([{}, { token: null }, { token: ' ' }, { token: 7 }, { token: ['a.b.c'] }])(
    'returns ONEBOX_BAD_RESPONSE for the body %j',
    async (body) => {
      onebox.answer = respondJson(200, body);
      const { errors } = await signIn();
      expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
      expect(errors?.[0]?.message).toContain(' token does not match');
    },
  );

  it.each<[string, string, string | null, string | null]>([
    ['no JWT', 'opaque', null, null],
    ['one whose payload is none', 'a.%%%.c', null, null],
    ['one whose payload is no object', `a.${payload([1])}.c`, null, null],
    ['without exp', `a.${payload({ sid: '1' })}.c`, null, '1'],
    ['without sid', `a.${payload({ exp: 1 })}.c`, '1970-01-01T00:00:01.000Z', null],
    ['with a fractional exp', `a.${payload({ exp: 1790000000.25 })}.c`, '2026-09-21T14:13:20.250Z', null],
    ['with numbers', `a.${payload({ exp: 0, sid: 169, sub: 55 })}.c`, '1970-01-01T00:00:00.000Z', '169'],
    [
      'with a sid of many digits and an exponent',
      `a.${Buffer.from('{"sid":12345678901234567,"exp":1.79e9}').toString('base64url')}.c`,
      '2026-09-21T14:13:20.000Z',
      '12345678901234567',
    ],
  ])('returns a token that is %s', async (_what, token, expiresAt, siteId) => {
    onebox.answer = respondJson(200, { token });
    expect(await signIn()).toEqual({ data: { authenticate: { token, expiresAt, siteId } } });
  });

  it.each([1e300, 'soon', '', true, [], {}, '2030-01-01', -1, 1_790_000_000_000])(
    'returns a token whose exp is %j without expiresAt and without an error',
    async (exp) => {
      const token = `a.${payload({ exp, sid: '1' })}.c`;
      onebox.answer = respondJson(200, { token });
      expect(await signIn()).toEqual({ data: { authenticate: { token, expiresAt: null, siteId: '1' } } });
    },
  );

  it.each(['mysite', 1.5, '169.0', ['169'], false, -169])(
    'returns a token whose sid is %j without siteId and without an error',
    async (sid) => {
      const token = `a.${payload({ exp: 0, sid })}.c`;
      onebox.answer = respondJson(200, { token });
      expect(await signIn()).toEqual({
        data: { authenticate: { token, expiresAt: '1970-01-01T00:00:00.000Z', siteId: null } },
      });
    },
  );

  it('is retryable after a timeout, since a second token does no harm', async () => {
    onebox.answer = () => undefined;
    const { errors } = await signIn();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ONEBOX_TIMEOUT', retryable: true });
    expect(onebox.requests).toHaveLength(1);
  });

  it('never repeats the e-mail or password, even where Onebox does', async () => {
    const secrets = ['hunter2', 'jo@example.com'];
    const userMessage = 'hunter2 is wrong for jo@example.com';
    onebox.answer = respondJson(401, { records: { errorCode: '401', userMessage } });
    const answers = [
      await signIn({ password: 'hunter2' }),
      await gateway.ask<unknown, unknown>(
        AuthenticateDocument.toString(),
        { ...credentials, password: ['hunter2'] },
        {},
      ),
      await gateway.ask<unknown, unknown>(
        'mutation { authenticate(email: 1, password: hunter2, siteId: "1") { token } }',
        {},
        {},
      ),
      await gateway.ask<unknown, unknown>(
        'mutation { authenticate(email: "jo@example.com" "hunter2") { token } }',
        {},
        {},
      ),
    ];
    for (const answer of answers) {
      expect(answer.errors?.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
    }
    expect(answers[0]?.errors?.[0]?.extensions.onebox?.userMessage).toBe('[removed] is wrong for [removed]');
  });
});
