import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const dist = '../../../../dist';
require('reflect-metadata');
const { startApp } = require(`${dist}/app.js`);
const { loadConfig } = require(`${dist}/config/config.js`);
const { startSandbox } = require(`${dist}/sandbox/sandbox.js`);
const { failingSessions } = require(`${dist}/sandbox/failures/failing-sessions.js`);
const { channels, readySessionsOf } = require(`${dist}/sandbox/sessions/ready-sessions.js`);

/** The id of the Instagram session of a person of the sandbox. */
export function readySession(person) {
  return readySessionsOf(channels[0]).find(({ name }) => name === person).sessionId;
}

/** The session id of the sandbox that fails in this way. */
export function failingSession(wanted) {
  return failingSessions.find(({ name }) => name === wanted).sessionId;
}

/** The built gateway in front of the sandbox, whose clock a test can put forward. */
export async function startGateway(settings = {}) {
  let aheadMs = 0;
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    now: () => new Date(Date.now() + aheadMs),
  });
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ONEBOX_API_URL: sandbox.origin,
    ONEBOX_SITE_URL: sandbox.origin,
    CACHE_TTL_SECONDS: '0',
  };
  const app = await startApp(loadConfig({ sandbox: false }, { ...env, ...settings }));
  return {
    sandbox,
    origin: app.origin,
    url: `${app.origin}/graphql`,
    /** Makes every token that the sandbox has issued so far expire, but not for the gateway, which asks the sandbox. */
    expireTokens: () => {
      aheadMs += 901_000;
    },
    close: async () => {
      await app.close();
      await sandbox.close();
    },
  };
}
