/** Checks types, lint and format. Fails if one fails. npm puts the commands on PATH. */
import { runAtOnce } from './run-at-once.mjs';

const isPassed = await runAtOnce([
  ['eslint', '.'],
  ['tsc', '--noEmit'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['tsc', '--noEmit', '-p', 'pages'],
]);
if (!isPassed) process.exitCode = 1;
