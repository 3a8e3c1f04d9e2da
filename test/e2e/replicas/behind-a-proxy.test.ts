import { BuiltGateways, post } from '../../support/gateway/built-gateways';
import { addressHeader, type EdgeProxy, startEdgeProxy } from '../../support/clients/edge-proxy';
import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';

let gateways: BuiltGateways;
let trusted: EdgeProxy;
let untrusted: EdgeProxy;

/** Failed sign-ins count for 15 minutes. No such window may end during this test. */
async function beginEarlyInWindow(): Promise<void> {
  const windowMs = 15 * 60_000;
  const leftMs = windowMs - (Date.now() % windowMs);
  if (leftMs < 20_000) await new Promise((resolve) => setTimeout(resolve, leftMs + 50));
}

beforeAll(async () => {
  await beginEarlyInWindow();
  gateways = await BuiltGateways.begin();
  const [trusting, other] = await Promise.all([
    gateways.start({ TRUST_PROXY: '127.0.0.1' }),
    gateways.start(),
  ]);
  [trusted, untrusted] = await Promise.all([startEdgeProxy(trusting.origin), startEdgeProxy(other.origin)]);
}, 60_000);

afterAll(async () => {
  await Promise.all([trusted, untrusted].map((proxy) => proxy.close()));
  await gateways.close();
});

/** Signs in through the proxy. Returns the reason of a failure, or `ok`. */
async function signIn(
  proxy: EdgeProxy,
  address: string,
  { email, isRight = false }: { email: string; isRight?: boolean },
): Promise<string> {
  const response = await post(
    proxy,
    {
      query: `mutation ($email: String!) { authenticate(email: $email, password: "${isRight ? 'right' : 'wrong'}", siteId: 169) { token } }`,
      variables: { email },
    },
    // A client gains nothing with a second header.
    { [addressHeader]: address, 'x-forwarded-for': '198.51.100.99' },
  );
  const { errors } = (await response.json()) as Answer<unknown>;
  return errors?.[0]?.extensions.reason ?? 'ok';
}

/** Thirty failed sign-ins to different accounts: the maximum of one address. */
async function failThirtyTimes(proxy: EdgeProxy, addressOf: (index: number) => string): Promise<string[]> {
  gateways.onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
  const reasons = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      signIn(proxy, addressOf(index), { email: `${addressOf(index)}-${index}@example.com` }),
    ),
  );
  gateways.onebox.answer = respondJson(200, documentedBody('authenticate.200.json'));
  return reasons;
}

const right = { email: 'somebody@example.com', isRight: true };
const allRefused = Array<string>(30).fill('CREDENTIALS_REFUSED');

describe('a gateway that trusts the proxy in front', () => {
  it('signs in from another address after 30 wrong sign-ins from 30 addresses', async () => {
    expect(await failThirtyTimes(trusted, (index) => `203.0.113.${index + 1}`)).toEqual(allRefused);
    expect(await signIn(trusted, '198.51.100.1', right)).toBe('ok');
    expect(await signIn(trusted, '203.0.113.1', right)).toBe('ok');
  });

  it('signs in from another address after 30 wrong sign-ins from one, which it rejects', async () => {
    expect(await failThirtyTimes(trusted, () => '192.0.2.1')).toEqual(allRefused);
    expect(await signIn(trusted, '198.51.100.1', right)).toBe('ok');
    expect(await signIn(trusted, '192.0.2.1', right)).toBe('TOO_MANY_REQUESTS');
  });
});

describe('a gateway without TRUST_PROXY', () => {
  it('counts all clients of a proxy as one address, and rejects every sign-in after 30 wrong ones', async () => {
    expect(await failThirtyTimes(untrusted, (index) => `203.0.113.${index + 1}`)).toEqual(allRefused);
    expect(await signIn(untrusted, '198.51.100.1', right)).toBe('TOO_MANY_REQUESTS');
  });
});
