/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // No test is about time, and a busy machine is slow.
  testTimeout: 30_000,
  // Jest would leave one core to others: these tests wait for processes of their own as often as they work.
  maxWorkers: 2,
  // Jest keeps a part of every test file that a worker has run, which makes garbage collection slow.
  workerIdleMemoryLimit: '700MB',
  testSequencer: '<rootDir>/test/support/jest/slowest-first-sequencer.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFilesAfterEnv: [
    '<rootDir>/test/support/jest/quiet-console.ts',
    '<rootDir>/test/support/jest/fuzz-seed.ts',
  ],
  reporters: ['default', '<rootDir>/test/support/jest/summary-reporter.cjs'],
};
