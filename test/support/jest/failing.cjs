/** Simulates a bug in a field, and in the server for a variable `fail`. The error contains a secret. */
require('reflect-metadata');
const { join } = require('node:path');

const canary = 'canary_0_failure_0_canary_0_failure';
const built = (name) => require(join(__dirname, '..', '..', '..', 'dist', name));
const fail = () => {
  throw Object.assign(new TypeError(`undefined is no ${canary}`), { token: canary });
};

built('graphql/auth-url/auth-url.resolver.js').AuthUrlResolver.prototype.instagramAuthUrl = fail;

const limits = built('server/operations/variables-limits.js');
const { checkVariables } = limits;
limits.checkVariables = (variables, ...rest) => {
  if (variables?.fail) fail();
  checkVariables(variables, ...rest);
};
