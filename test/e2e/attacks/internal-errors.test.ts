import { join } from 'node:path';

import { type BuiltGateway, BuiltGateways, post } from '../../support/gateway/built-gateways';
import { type Answer } from '../../support/gateway/gateway';

const page = 'https://crm.example';

let gateways: BuiltGateways;
let failing: BuiltGateway;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  const preload = join(__dirname, '..', '..', 'support', 'jest', 'failing.cjs');
  failing = await gateways.start({ NODE_OPTIONS: `--require ${preload}`, CORS_ORIGINS: page });
});

afterAll(() => gateways.close());

describe('an internal error', () => {
  it.each([
    ['in a field', 200, { query: '{ instagramAuthUrl }' }],
    ['in the server', 500, { query: '{ __typename }', variables: { fail: true } }],
  ])('%s is only in the log, without values', async (_where, status, body) => {
    const answer = await post(failing, body, { origin: page });
    const requestId = answer.headers.get('x-request-id');
    const { errors } = (await answer.json()) as Answer<unknown>;
    expect(answer.status).toBe(status);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: 'The gateway failed. Report this with the request id.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId },
    });
    expect(Object.keys(errors?.[0]?.extensions ?? {}).sort()).toEqual(['code', 'requestId', 'retryable']);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'X-Request-Id, Retry-After, RateLimit, RateLimit-Policy',
    );
    await failing.gateway.saw(new RegExp(`"requestId":"${String(requestId)}".*"unexpected error"`));
    expect(failing.gateway.output()).toContain('undefined is no [removed]');
    expect(failing.gateway.output()).not.toContain('canary');
  });
});
