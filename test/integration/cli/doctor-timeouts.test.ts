import { diagnose, formatFindings } from '../../../src/cli/doctor';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { freePort } from '../../support/gateway/free-port';
import { startRedis } from '../../support/stores/redis';

const rejected = respondJson(401, errorEnvelope(401, 'Invalid token'));

async function reportOn(answer: FakeOnebox['answer'], env?: Record<string, string>): Promise<string> {
  const onebox = await startFakeOnebox(answer);
  const findings = await diagnose(
    { sandbox: false },
    { ONEBOX_API_URL: onebox.origin, ONEBOX_SITE: 'acme', PORT: '0', METRICS_PORT: '0', ...env },
  );
  await onebox.close();
  return formatFindings(findings);
}

// At once: each waits for the three seconds that a check may take.
describe('doctor', () => {
  it.concurrent('stops waiting when Onebox does not respond', async () => {
    expect(await reportOn(() => undefined)).toMatch(/^error {3}onebox: .*no response in time/m);
  });

  it.concurrent('stops waiting when the body of Onebox does not end', async () => {
    const report = await reportOn((_request, response) => {
      response.writeHead(401).write('{');
    });
    expect(report).toMatch(/^error {3}onebox: .*no response in time/m);
  });

  it.concurrent('reports the host, the cause and no password where the store cannot be reached', async () => {
    const port = await freePort();
    const report = await reportOn(rejected, {
      CACHE_URL: `redis://user:canary-password@127.0.0.1:${port}`,
    });
    expect(report).toMatch(
      new RegExp(
        `^error {3}store: 127\\.0\\.0\\.1:${port} does not work \\(ECONNREFUSED\\).*Check CACHE_URL`,
        'm',
      ),
    );
    expect(report).not.toContain('canary');
  });

  it.concurrent('reports that the store rejects the password, and no password', async () => {
    const redis = await startRedis();
    await redis.command('config', 'set', 'requirepass', 'right-canary');
    const report = await reportOn(rejected, { CACHE_URL: `redis://:wrong-canary@127.0.0.1:${redis.port}` });
    await redis.stop();
    expect(report).toMatch(/^error {3}store: .*\((?:WRONGPASS|NOAUTH)\).*its password/m);
    expect(report).not.toContain('canary');
  });
});
