// Preloaded into the process of a gateway. Its standard output claims to be a terminal.
process.stdout.isTTY = true;
