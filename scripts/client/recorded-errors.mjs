import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';

import { sessionOf, texts } from './recorded-operations.mjs';

const require = createRequire(import.meta.url);
const { failingSessions } = require('../../dist/sandbox/failures/failing-sessions.js');
const { errorCatalog } = require('../../dist/graphql/errors/error-codes.js');

const failing = (wanted) => failingSessions.find(({ name }) => name === wanted).sessionId;
const session = (id) => ({ query: texts.InstagramSession, variables: { id } });

/** The sessions of the sandbox that fail, by what the gateway makes of them. */
const failures = {
  TOKEN_EXPIRED: 'expired-token',
  QUOTA_EXHAUSTED: 'over-quota',
  FACEBOOK_REFUSED: 'facebook-refused',
  NOT_ALLOWED: 'forbidden',
  SESSION_NOT_FOUND: 'not-found',
  TOO_MANY_REQUESTS: 'too-many-requests',
  UPSTREAM_FAILED: 'server-error',
  UPSTREAM_UNREACHABLE: 'reset',
  UPSTREAM_TIMEOUT: 'silent',
  UPSTREAM_CONTRACT_BROKEN: 'html',
};

/** Records each error of the catalog, under its reason, or its code where it has none. */
export async function recordErrors(recorder) {
  const found = {};
  const record = async (name, url, body, headers) => {
    found[name] = await recorder.send(url, body, headers, `recorded-${name.toLowerCase()}`);
  };
  const sari = sessionOf(0, 'sari');
  const unknownPage = { sessionId: sari, pageId: '1', instagramAccountId: '1' };
  const page = { ...unknownPage, pageId: '90071992547410329' };
  const connect = (variables) => ({ query: texts.ConnectInstagramAccount, variables });

  const url = await recorder.gateway({ ONEBOX_TIMEOUT_MS: '500' });
  for (const [name, failure] of Object.entries(failures)) await record(name, url, session(failing(failure)));
  await record('TOKEN_MISSING', url, session(sari), {});
  await record('TOKEN_MALFORMED', url, session(sari), { authorization: 'Basic YTpi' });
  await record('TOKEN_REJECTED', url, session(sari), { authorization: 'Bearer some.other.token' });
  const credentials = { ...recorder.sandbox.credentials, password: 'wrong' };
  await record('CREDENTIALS_REFUSED', url, { query: texts.Authenticate, variables: credentials }, {});
  await record('SESSION_ID_MALFORMED', url, session('x'));
  await record('SITE_MALFORMED', url, { query: texts.InstagramAuthUrl, variables: { site: 'a.b' } });
  await record('PAGE_NOT_FOUND', url, connect(unknownPage));
  await record('INSTAGRAM_ACCOUNT_NOT_FOUND', url, connect(page));
  await record('CONNECTED_ACCOUNT_NOT_FOUND', url, {
    query: texts.RenameConnectedAccount,
    variables: { id: '1', name: 'a' },
  });
  await record('BAD_USER_INPUT', url, { query: '{ nothing }' });
  await record('PERSISTED_QUERY_NOT_SUPPORTED', url, { documentId: '0'.repeat(64) });

  const warning = await recorder.gateway({ PERSISTED_OPERATIONS: 'warn' });
  await record('PERSISTED_QUERY_NOT_FOUND', warning, { documentId: '0'.repeat(64) });
  const enforcing = await recorder.gateway({ PERSISTED_OPERATIONS: 'enforce' });
  await record('NOT_FOUND', enforcing, { documentId: '0'.repeat(64) });

  const withoutTokens = await recorder.changedSandbox(({ accounts, ...rest }) => ({
    ...rest,
    accounts: accounts?.map((one) => ({ ...one, access_token: undefined })),
  }));
  const unmanaged = await recorder.gateway({}, {}, withoutTokens);
  await record('PAGE_NOT_MANAGED', unmanaged, connect({ ...page, instagramAccountId: '90071992547410541' }));

  const withLongNames = await recorder.changedSandbox(({ accounts, ...rest }) => ({
    ...rest,
    accounts: accounts?.map((one) => ({ ...one, name: 'x'.repeat(300_000) })),
  }));
  const long = await recorder.gateway({}, {}, withLongNames);
  const names = Array.from({ length: 40 }, (_, index) => `a${index}: name`).join(' ');
  await record('RESPONSE_TOO_LARGE', long, {
    query: `query ($id: ID!) { instagramSession(id: $id) { pages { ${names} } } }`,
    variables: { id: sari },
  });

  const frugal = await recorder.gateway({}, { onebox: { maxCalls: 1 } });
  await record('UPSTREAM_CALL_LIMIT', frugal, {
    query: 'query ($id: ID!) { instagramSession(id: $id) { id } connectedAccounts { endCursor } }',
    variables: { id: sari },
  });

  const breaking = await recorder.gateway({}, { upstreamOptions: { breakerMinCalls: 2, maxRetries: 0 } });
  // One token: the failures of a caller open the circuit of that caller.
  const { bearer } = recorder;
  for (let call = 0; call < 2; call += 1) {
    await recorder.send(breaking, session(failing('server-error')), bearer);
  }
  await record('CIRCUIT_OPEN', breaking, session(sari), bearer);

  const narrow = await recorder.gateway({ MAX_REQUESTS: '1', ONEBOX_TIMEOUT_MS: '1500' });
  const held = recorder.send(narrow, session(failing('silent')));
  await wait(300);
  await record('OVERLOADED', narrow, session(sari));
  await held;

  // It makes a resolver fail, so that it comes last.
  require('../../test/support/jest/failing.cjs');
  await record('INTERNAL_SERVER_ERROR', url, { query: '{ instagramAuthUrl }' });

  for (const { code, reason } of errorCatalog) {
    const name = reason ?? code;
    const extensions = found[name]?.body.errors?.[0]?.extensions;
    if (extensions?.code !== code || extensions.reason !== reason) {
      throw new Error(`${name} is recorded as ${JSON.stringify(found[name])}.`);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([name, { body, ...rest }]) => [name, recordOf(rest, body)]),
  );
}

/** The error without the operation in which it was met. */
function recordOf({ status, headers }, { data, errors: [error] }) {
  const { message, path, extensions } = error;
  return {
    status,
    ...(headers && { headers }),
    isOfField: path !== undefined && data !== undefined,
    error: { message, extensions },
  };
}
