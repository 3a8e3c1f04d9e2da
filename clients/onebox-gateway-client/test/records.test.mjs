import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';

it('the recorded responses are those of the gateway (npm run client:record)', () => {
  const script = join(import.meta.dirname, '..', '..', '..', 'scripts', 'client', 'record-responses.mjs');
  execFileSync(process.execPath, [script, '--check'], { stdio: ['ignore', 'ignore', 'inherit'] });
});
