import type * as fastCheck from 'fast-check';

const { FUZZ_SEED: seed } = process.env;

// A failed property prints its seed. Loaded on demand: most test files have no property.
if (seed !== undefined) {
  jest.requireActual<typeof fastCheck>('fast-check').configureGlobal({ seed: Number(seed) });
}
