/** Loaded into a gateway's process before it: its options are as shipped, but for those of TEST_OVERRIDES. */
const { join } = require('node:path');

const overrides = JSON.parse(process.env.TEST_OVERRIDES);
const built = require(join(__dirname, '..', '..', '..', '..', 'dist', 'config', 'config.js'));
const { loadConfig } = built;
built.loadConfig = (...args) => {
  const config = loadConfig(...args);
  for (const [name, options] of Object.entries(overrides)) Object.assign(config[name], options);
  return config;
};
