/** Preloaded into the process of a gateway. Replaces the options that TEST_OVERRIDES contains. */
const { join } = require('node:path');

const overrides = JSON.parse(process.env.TEST_OVERRIDES);
const built = require(join(__dirname, '..', '..', '..', '..', 'dist', 'config', 'config.js'));
const { loadConfig } = built;
built.loadConfig = (...args) => {
  const config = loadConfig(...args);
  for (const [name, options] of Object.entries(overrides)) Object.assign(config[name], options);
  return config;
};
