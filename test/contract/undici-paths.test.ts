import { buildConnector, errors, Pool } from 'undici';
import connect from 'undici/lib/core/connect.js';
import errorsModule from 'undici/lib/core/errors.js';
import PoolModule from 'undici/lib/dispatcher/pool.js';

// Releases of undici may move private files without notice.
it.each<[string, unknown, unknown]>([
  ['lib/core/connect.js', connect, buildConnector],
  ['lib/core/errors.js', errorsModule, errors],
  ['lib/dispatcher/pool.js', PoolModule, Pool],
])('undici/%s is what undici exports', (_path, part, exported) => {
  expect(part).toBe(exported);
});
