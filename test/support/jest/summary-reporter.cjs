/** Prints one line of counts at the end, and fails the run when a test was skipped. */
module.exports = class SummaryReporter {
  #failure;

  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
    if (skipped > 0) this.#failure = new Error(`${skipped} tests were skipped: every test must run.`);
  }

  getLastError() {
    return this.#failure;
  }
};
