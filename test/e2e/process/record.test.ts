import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { answerSite, recordedSite } from '../../support/record/recorded-site';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
let onebox: FakeOnebox;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

afterAll(async () => {
  await onebox.close();
  rmSync(folder, { recursive: true });
});

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built `onebox-gateway doctor --record`. */
function record(args: string[], stdin = ''): Promise<Run> {
  const main = join(__dirname, '..', '..', '..', 'dist', 'main.js');
  return new Promise((resolve) => {
    const env = { ONEBOX_API_URL: args.includes('--sandbox') ? '' : onebox.origin };
    const child = execFile(
      process.execPath,
      [main, 'doctor', '--record', ...args],
      { env, cwd: folder },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
    child.stdin?.end(stdin);
  });
}

describe('onebox-gateway doctor --record', () => {
  it('finds no difference in the sandbox', async () => {
    const { code, stdout, stderr } = await record(['--sandbox']);
    expect(stderr).not.toMatch(/^does not hold|: \S+ (?:is missing|cannot be read)$/m);
    expect(stderr.match(/^holds /gm)).toHaveLength(26);
    expect(JSON.parse(stdout)).toMatchObject({ upstream: 'sandbox' });
    expect(code).toBe(0);
  });

  it('reads a token from standard input, and exits with 1 at a difference', async () => {
    const site = recordedSite({ unknownConnection: respondJson(400, errorEnvelope(400, 'no')) });
    onebox.answer = answerSite(site);
    const { code, stderr } = await record([], `${site.token}\n`);
    expect(stderr).toMatch(/^does not hold \d+\. An id that no connection has/m);
    expect(code).toBe(1);
  });

  it('reports invalid input without its content', async () => {
    const { code, stdout, stderr } = await record([], '{"canary":"canary"}');
    expect(stderr).toContain('The input of --record is wrong: Write a bearer token, or a JSON object');
    expect(stderr + stdout).not.toContain('canary');
    expect(code).toBe(1);
  });

  it('accepts no token on the command line', async () => {
    for (const args of [['--token=canary'], ['canary']]) {
      const { code, stdout, stderr } = await record(args);
      expect(stderr + stdout).not.toContain('canary');
      expect(code).toBe(2);
    }
  });
});
