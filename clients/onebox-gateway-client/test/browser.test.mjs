import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { buildSync } from 'esbuild';

import { launchChromium } from './support/chromium.mjs';
import { failingSession, readySession, startGateway } from './support/gateway.mjs';

const people = ['ovan', 'sari', 'tono'];

let server;
let origin;
let gateway;
let browser;
let page;
let complaints;
let signIns;

/** The clients and the package, for a page. */
function script() {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        export { signIn, TokenKeeper } from 'onebox-gateway-client';
        export * as operations from 'onebox-gateway-client/operations';
        export { clients } from './support/clients.mjs';`,
      resolveDir: join(import.meta.dirname),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'onebox',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0].contents;
}

before(async () => {
  const scriptOfPage = script();
  server = createServer(({ url }, response) => {
    if (url === '/script.js') response.setHeader('content-type', 'text/javascript').end(scriptOfPage);
    else
      response
        .setHeader('content-type', 'text/html')
        .end('<link rel="icon" href="data:,"><script src="/script.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  gateway = await startGateway({ CORS_ORIGINS: origin });
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await gateway.close();
});

beforeEach(async () => {
  complaints = [];
  signIns = 0;
  page = await browser.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if ((request.postData() ?? '').includes('mutation Authenticate')) signIns += 1;
  });
  await page.goto(origin);
});

afterEach(async () => {
  await page.close();
  assert.deepEqual(complaints, []);
});

/** Makes a client in the page, which signs in by itself. */
async function openClient(name) {
  const { credentials } = gateway.sandbox;
  await page.evaluate(
    ({ name, url, credentials }) => {
      const { clients, signIn, TokenKeeper } = globalThis.onebox;
      const tokenKeeper = new TokenKeeper({ signIn: () => signIn(url, credentials) });
      globalThis.ask = clients[name]({ url, tokenKeeper });
    },
    { name, url: gateway.url, credentials },
  );
}

/** Sends operations from the page, all at once. */
const ask = (...calls) =>
  page.evaluate(
    (calls) =>
      Promise.all(
        calls.map(async ([operation, variables]) => {
          const { data, errors } = await globalThis.ask(globalThis.onebox.operations[operation], variables);
          return {
            data,
            errors: errors.map(({ code, reason, path, retryAt }) => ({ code, reason, path, retryAt })),
          };
        }),
      ),
    calls,
  );

// Apollo Client's is in examples/react.
for (const name of ['fetch', 'urql']) {
  describe(`the client of ${name} in a page of another origin`, () => {
    beforeEach(() => openClient(name));

    it('connects an account', async () => {
      const sessionId = readySession('sari');
      const [{ data: auth }, { data }] = await ask(
        ['InstagramAuthUrlDocument', {}],
        ['InstagramSessionDocument', { id: sessionId }],
      );
      assert.match(auth.instagramAuthUrl, /^http/);
      const { id: pageId, instagramBusinessAccount: account } = data.instagramSession.pages[1];
      const ids = { sessionId, pageId, instagramAccountId: account.id };
      const [connected] = await ask(['ConnectInstagramAccountDocument', ids]);
      assert.deepEqual(connected.errors, []);
      const [{ data: list }] = await ask(['ConnectedAccountsDocument', { channel: 'INSTAGRAM' }]);
      assert.ok(
        list.connectedAccounts.items.some(({ instagramAccountId }) => instagramAccountId === account.id),
      );
      assert.equal(signIns, 1);
    });

    it('signs in once where the token expires for three requests at once', async () => {
      const reads = people.map((person) => ['InstagramSessionDocument', { id: readySession(person) }]);
      await ask(reads[0]);
      gateway.expireTokens();
      const responses = [];
      page.on('response', (response) => responses.push(response));
      const answers = await ask(...reads);
      assert.deepEqual(
        answers.map(({ data, errors }) => [typeof data.instagramSession.profile.name, errors.length]),
        people.map(() => ['string', 0]),
      );
      const texts = await Promise.all(
        responses.filter((one) => one.request().method() === 'POST').map((response) => response.text()),
      );
      assert.equal(texts.filter((text) => text.includes('TOKEN_EXPIRED')).length, 3);
      assert.equal(signIns, 2);
    });

    it('gives data beside errors, and the end of a quota', async () => {
      const [partial, empty] = await ask(
        ['InstagramSessionDocument', { id: failingSession('wrong-page') }],
        ['InstagramSessionDocument', { id: failingSession('over-quota') }],
      );
      assert.equal(partial.data.instagramSession.pages.length, 2);
      assert.deepEqual(partial.errors[0].path, ['instagramSession', 'pages']);
      assert.equal(empty.errors[0].reason, 'QUOTA_EXHAUSTED');
      assert.ok(empty.errors[0].retryAt > new Date());
    });
  });
}
