/** Makes a field, and the server for variables that say `fail`, fail as by a mistake of ours, with a secret in its words and on it. */
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
