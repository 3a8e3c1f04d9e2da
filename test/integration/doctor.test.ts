import { spawn } from 'node:child_process';

import { examine, type Finding, report } from '../../src/cli/doctor';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { freePort } from '../support/free-port';

let onebox: FakeOnebox;

beforeEach(async () => {
  onebox = await startFakeOnebox(answerJson(404, {}));
});

afterEach(() => onebox.close());

const look = (env: Record<string, string> = {}): Promise<Finding[]> =>
  examine({ ONEBOX_API_URL: onebox.origin, METRICS_PORT: '0', ...env });
const statesOf = (findings: Finding[]): Partial<Record<string, string>> =>
  Object.fromEntries(findings.map(({ what, state }) => [what, state]));

describe('the doctor', () => {
  it('finds everything well where it is', async () => {
    const findings = await look();
    expect(statesOf(findings)).toEqual({
      node: 'well',
      configuration: 'well',
      onebox: 'well',
      clock: 'well',
      store: 'well',
    });
    expect(onebox.requests).toHaveLength(1);
    expect(onebox.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('reports every wrong setting with its value, and no secret', async () => {
    const text = report(await look({ PORT: 'any', LOG_LEVEL: 'verbose', CACHE_SECRET: 'canary' }));
    expect(text).toMatch(/^WRONG configuration: PORT: write .*, not "any"/m);
    expect(text).toMatch(/^WRONG configuration: LOG_LEVEL: write .*, not "verbose"/m);
    expect(text).toMatch(/^WRONG configuration: CACHE_SECRET: write at least 32 characters/m);
    expect(text).not.toContain('canary');
  });

  it('reports a misspelt setting with the nearest one', async () => {
    expect(report(await look({ CACHE_TTL: 'canary' }))).toContain(
      'look  configuration: CACHE_TTL is no setting: did you mean CACHE_TTL_SECONDS?\n',
    );
  });

  it('says where to look when Onebox cannot be reached', async () => {
    await onebox.close();
    const text = report(await look());
    expect(text).toMatch(/^WRONG onebox: .*ECONNREFUSED.*ONEBOX_API_URL/m);
    onebox = await startFakeOnebox();
  });

  it('says that Onebox is not well when it fails', async () => {
    onebox.answer = answerJson(503, {});
    expect(statesOf(await look())).toMatchObject({ onebox: 'doubtful', clock: 'well' });
  });

  it.each([-3600, 3600])('notices a clock that is %d seconds off', async (seconds) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    onebox.answer = answerJson(404, {}, { date });
    const text = report(await look());
    expect(text).toMatch(/^WRONG clock: it differs from Onebox's by (?:3599|3600|3601) s.*NTP/m);
  });

  it('tries the store that is configured', async () => {
    const port = await freePort();
    const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1']);
    const ended = new Promise((resolve) => server.once('close', resolve));
    const env = { CACHE_URL: `redis://127.0.0.1:${port}`, CACHE_SECRET: 's'.repeat(32) };
    expect(statesOf(await look(env))).toMatchObject({ store: 'well' });
    expect(statesOf(await look({ CACHE_URL: env.CACHE_URL }))).toMatchObject({ store: 'doubtful' });
    server.kill();
    await ended;
    const text = report(await look({ CACHE_URL: `redis://user:canary-password@127.0.0.1:${port}` }));
    expect(text).toMatch(/^WRONG store: .*Check CACHE_URL/m);
    expect(text).not.toContain('canary');
  }, 30_000);

  it('does not wait for ever for a Onebox that says nothing', async () => {
    onebox.answer = () => undefined;
    const findings = await look();
    expect(report(findings)).toMatch(/^WRONG onebox: .*no answer in time/m);
  }, 20_000);

  it('asks one to look at what is open to others', async () => {
    const text = report(
      await look({ HOST: '0.0.0.0', EXPLORE: 'true', REVEAL_ACCESS_TOKENS: 'true', METRICS_PORT: '' }),
    );
    expect(text.match(/^look {2}configuration: /gm)).toHaveLength(3);
  });
});
