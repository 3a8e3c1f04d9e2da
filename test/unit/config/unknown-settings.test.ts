import { settingNames } from '../../../src/config/config';
import { unknownSettings } from '../../../src/config/unknown-settings';

describe('unknownSettings', () => {
  it.each([
    ['ONEBOX_TIMOUT_MS', 'ONEBOX_TIMEOUT_MS'],
    ['CACHE_TTL', 'CACHE_TTL_SECONDS'],
    ['CACHE_SECRETS_FILE', 'CACHE_SECRET_FILE'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
    ['RATE_LIMIT_CALLERS', 'RATE_LIMIT_CALLER'],
    ['MAX_REQUEST', 'MAX_REQUESTS'],
    ['SANDBOX_PROT', 'SANDBOX_PORT'],
    ['TRUSTED_PROXY', 'TRUST_PROXY'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['EXPLORER', 'EXPLORE'],
    ['KEEP_ALIVE_TIMEOUT', 'KEEP_ALIVE_TIMEOUT_MS'],
  ])('reports %s with the nearest name %s, and no value', (name, nearest) => {
    expect(unknownSettings({ [name]: 'canary' })).toEqual([{ name, nearest }]);
  });

  it('reports no setting of the gateway', () => {
    expect(unknownSettings(Object.fromEntries(settingNames.map((name) => [name, 'x'])))).toEqual([]);
  });

  it('ignores variables that Kubernetes injects for services named onebox-gateway and cache', () => {
    expect(
      unknownSettings({
        ONEBOX_GATEWAY_SERVICE_HOST: '10.0.0.1',
        ONEBOX_GATEWAY_SERVICE_PORT: '4000',
        ONEBOX_GATEWAY_SERVICE_PORT_HTTP: '4000',
        ONEBOX_GATEWAY_PORT: 'tcp://10.0.0.1:4000',
        ONEBOX_GATEWAY_PORT_4000_TCP: 'tcp://10.0.0.1:4000',
        ONEBOX_GATEWAY_PORT_4000_TCP_ADDR: '10.0.0.1',
        ONEBOX_GATEWAY_PORT_4000_TCP_PORT: '4000',
        ONEBOX_GATEWAY_PORT_4000_TCP_PROTO: 'tcp',
        CACHE_PORT: 'tcp://10.0.0.2:6379',
      }),
    ).toEqual([]);
  });

  it('ignores variables of other programs', () => {
    expect(
      unknownSettings({ PATH: '/bin', HOSTNAME: 'x', NODE_ENV: 'x', OTEL_SERVICE_NAME: 'x', PORTS: '1' }),
    ).toEqual([]);
  });
});
