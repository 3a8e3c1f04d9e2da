import { type BuiltGateway, BuiltGateways, post as postTo } from '../../support/gateway/built-gateways';
import { respondJson, type FakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';

let gateways: BuiltGateways;
let onebox: FakeOnebox;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  ({ onebox } = gateways);
}, 30_000);

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const post = (body: unknown, headers: Record<string, string>, to: BuiltGateway): Promise<Response> =>
  postTo(to, body, headers);

const session = `instagramSession(id: "${documentedSessionId}")`;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('rate limits', () => {
  const signIn = (email: string, to: BuiltGateway, headers: Record<string, string> = {}): Promise<Response> =>
    post(
      {
        query:
          'mutation ($email: String!) { authenticate(email: $email, password: "wrong", siteId: 169) { token } }',
        variables: { email },
      },
      headers,
      to,
    );

  it('limit the requests of one caller, and of no other caller', async () => {
    const limited = await gateways.start({ RATE_LIMIT_CALLER: '3' });
    const ask = (token: string): Promise<Response> =>
      post({ query: '{ __typename }' }, { authorization: `Bearer ${token}` }, limited);
    const statuses = [];
    for (let count = 0; count < 7; count += 1) statuses.push((await ask('one.callers.token')).status);
    // A minute may end in between.
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(statuses).toContain(429);
    const over = await ask('one.callers.token');
    if (over.status === 429) {
      const { errors } = (await over.json()) as Answer<unknown>;
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
      });
      expect(Date.parse(errors?.[0]?.extensions.retryAt ?? '')).toBeGreaterThan(Date.now() - 1000);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await ask('other.callers.token')).status).toBe(200);
  });

  it('limit the requests of one caller with any spelling of the header', async () => {
    const limited = await gateways.start({ RATE_LIMIT_CALLER: '3' });
    const statuses: number[] = [];
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer ', 'Bearer  ', 'bEARER ', 'beareR']) {
      const { status } = await post(
        { query: '{ __typename }' },
        { authorization: `${scheme} one.callers.token` },
        limited,
      );
      statuses.push(status);
    }
    expect(statuses).toContain(429);
  });

  it('limit the requests without a token of one address, with any forged address', async () => {
    const limited = await gateways.start({ RATE_LIMIT_ADDRESS: '3' });
    const statuses = [];
    for (let count = 0; count < 7; count += 1) {
      statuses.push(
        (await post({ query: '{ __typename }' }, { 'x-forwarded-for': `10.0.0.${count}` }, limited)).status,
      );
    }
    expect(statuses).toContain(429);
  });

  it('use the address that a trusted proxy names', async () => {
    const limited = await gateways.start({ RATE_LIMIT_ADDRESS: '1', TRUST_PROXY: '127.0.0.0/8, ::1' });
    const from = async (address: string): Promise<number> =>
      (await post({ query: '{ __typename }' }, { 'x-forwarded-for': address }, limited)).status;
    for (let count = 0; count < 5; count += 1) expect(await from(`10.0.0.${count}`)).toBe(200);
    const same = [await from('10.0.1.1'), await from('10.0.1.1'), await from('10.0.1.1')];
    expect(same).toContain(429);
  });

  it('limit the invented tokens of one address', async () => {
    onebox.answer = respondJson(401, { records: { errorCode: 401, userMessage: 'no' } });
    const limited = await gateways.start({ RATE_LIMIT_ADDRESS: '3' });
    const statuses = [];
    for (let count = 0; count < 9; count += 1) {
      statuses.push(
        (
          await post(
            { query: `{ ${session} { id } }` },
            { authorization: `Bearer made.up.${count}` },
            limited,
          )
        ).status,
      );
    }
    expect(statuses).toContain(429);
  });

  it('limit expired tokens, with any number of fields in an operation', async () => {
    onebox.answer = respondJson(401, documentedBody('error.401.expired-token.json'));
    const limited = await gateways.start({ RATE_LIMIT_ADDRESS: '3' });
    const ask = (token: string): Promise<Response> =>
      post(
        { query: `{ a: ${session} { id } b: ${session} { id } }` },
        { authorization: `Bearer ${token}` },
        limited,
      );
    const statuses: number[] = [];
    for (const token of ['one', 'two', 'three', 'four']) statuses.push((await ask(token)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('limit failed sign-ins for one account and from one address, concurrent and in one operation', async () => {
    onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
    const limited = await gateways.start({
      RATE_LIMIT_SIGN_IN_ACCOUNT: '3',
      RATE_LIMIT_SIGN_IN_ADDRESS: '8',
      TRUST_PROXY: '127.0.0.1',
    });
    const sameAccount = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        signIn('victim@example.com', limited, { 'x-forwarded-for': `10.1.0.${index}` }),
      ),
    );
    expect(sameAccount.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(6);
    const sameAddress = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        signIn(`person${index}@example.com`, limited, { 'x-forwarded-for': '10.2.0.1' }),
      ),
    );
    expect(sameAddress.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4);
    onebox.requests.length = 0;
    const aliases = times(
      20,
      (i) => `a${i}: authenticate(email: "x@example.com", password: "guess${i}", siteId: 169) { token }`,
    );
    const batch = await post(
      { query: `mutation { ${aliases} }` },
      { 'x-forwarded-for': '10.3.0.1' },
      limited,
    );
    expect(batch.status).not.toBe(500);
    expect(onebox.requests.length).toBeLessThanOrEqual(6);
    expect(limited.gateway.output()).not.toMatch(/victim|person\d|10\.[123]\.0/);
  });

  it('let the owner of an account sign in from a known address', async () => {
    const limited = await gateways.start({ RATE_LIMIT_SIGN_IN_ACCOUNT: '2', TRUST_PROXY: '127.0.0.1' });
    const owner = { 'x-forwarded-for': '10.4.0.1' };
    onebox.answer = respondJson(200, documentedBody('authenticate.200.json'));
    expect((await signIn('owner@example.com', limited, owner)).status).toBe(200);
    onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
    const strangers = [];
    for (let count = 0; count < 6; count += 1) {
      strangers.push(
        (await signIn('owner@example.com', limited, { 'x-forwarded-for': `10.5.0.${count}` })).status,
      );
    }
    expect(strangers).toContain(429);
    onebox.answer = respondJson(200, documentedBody('authenticate.200.json'));
    expect((await signIn('owner@example.com', limited, owner)).status).toBe(200);
  });
});
