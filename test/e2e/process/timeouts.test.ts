import { BuiltGateways, post } from '../../support/gateway/built-gateways';
import { documentedSessionId } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';
import { until } from '../../support/onebox/held-response';
import { rawAnswer } from '../../support/clients/raw-response';

// Far from the bounds that are tried, and from those of a single call to Onebox.
const soonMs = 6000;

let gateways: BuiltGateways;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
});

afterAll(() => gateways.close());

const session = `{ instagramSession(id: "${documentedSessionId}") { id } }`;

it('an operation gets a response in time while Onebox is silent, and its call is cancelled', async () => {
  const gateway = await gateways.start({ OPERATION_TIMEOUT_MS: '500' });
  let hungUp = 0;
  gateways.onebox.answer = (_request, response) => response.once('close', () => (hungUp += 1));
  const startedAt = performance.now();
  const answer = await post(gateway, { query: session }, { authorization: 'Bearer some.callers.token' });
  const { errors } = (await answer.json()) as Answer<unknown>;
  expect(performance.now() - startedAt).toBeLessThan(soonMs);
  expect(errors?.map(({ extensions }) => extensions.reason)).toEqual(['UPSTREAM_TIMEOUT']);
  await until(() => hungUp === 1);
});

it.each([
  ['nothing', ''],
  ['half of its headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\n'],
  [
    'half of its body',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  ],
])('the connection of a client that sends %s is closed', async (_what, bytes) => {
  const gateway = await gateways.start({}, { overrides: { server: { clientTimeoutMs: 500 } } });
  const startedAt = performance.now();
  expect(await rawAnswer(gateway.origin, bytes)).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - startedAt).toBeLessThan(soonMs);
});
