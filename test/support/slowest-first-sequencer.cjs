const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, which run first: one that starts last leaves a core idle. Jest orders by duration only where its
 * cache has durations, and a fresh clone has no cache.
 */
const slowest = [
  // Garbage collection, which it forces, takes several times as long in a process that has run other tests.
  'integration/kept-operations',
  'e2e/fuzz-operations',
  'e2e/fuzz-http',
  'integration/fast-path',
  'e2e/connect-page',
  'integration/cache-isolation',
  'e2e/slow-clients',
  'e2e/sick-store',
  'e2e/life-cycle',
  'e2e/explorer',
  'e2e/sandbox-pages',
  'integration/misbehaving-onebox',
  'integration/response-bounds',
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
