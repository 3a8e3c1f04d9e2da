/** Runs all measurements of this folder, or those named, one after the other. Takes about fifteen minutes. */
import { spawnSync } from 'node:child_process';

const all = ['overload', 'hanging-caller', 'rolling-restarts', 'outage', 'sick-store', 'heap', 'one-request'];
const named = process.argv.slice(2);

const missed = (named.length === 0 ? all : named).filter((name) => {
  process.stdout.write(`\n${name}\n`);
  const script = new URL(`${name}.mjs`, import.meta.url).pathname;
  return spawnSync(process.execPath, [script], { stdio: 'inherit' }).status !== 0;
});
process.exitCode = missed.length === 0 ? 0 : 1;
