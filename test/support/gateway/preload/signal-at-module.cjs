/**
 * Sends this process SIGTERM just before it loads its nth module, where SIGNAL_AT_MODULE is n. Writes at the end how many
 * modules it loaded.
 */
const Module = require('node:module');

const { load } = Module.prototype;
const moment = Number(process.env.SIGNAL_AT_MODULE);
let loaded = 0;

Module.prototype.load = function loadAndCount(...args) {
  loaded += 1;
  if (loaded === moment) process.kill(process.pid, 'SIGTERM');
  return load.apply(this, args);
};

process.on('exit', () => {
  process.stderr.write(`loaded ${loaded} modules\n`);
});
