const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, which run first: one that starts last leaves a core idle. Jest orders by duration only where its
 * cache has durations, and a fresh clone has no cache.
 */
const slowest = [
  // Garbage collection, which it forces, takes several times as long in a process that has run other tests.
  'integration/load/stored-operations',
  'e2e/attacks/fuzz-operations',
  'e2e/attacks/fuzz-http',
  'integration/execution/fast-path',
  'e2e/pages/connect-page',
  'e2e/pages/connect-page-failures',
  'integration/cache/cache-isolation',
  'e2e/attacks/slow-clients',
  'e2e/replicas/store-failures',
  'e2e/process/shutdown',
  'e2e/pages/explorer',
  'e2e/pages/sandbox-pages',
  'integration/upstream/misbehaving-onebox',
  'integration/load/response-bounds',
];

const placeOf = ({ path }) => {
  const place = slowest.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return place === -1 ? slowest.length : place;
};

module.exports = class SlowestFirstSequencer extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
};
