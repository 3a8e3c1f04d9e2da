import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';

import { setupServer } from 'msw/node';
import { TokenKeeper } from 'onebox-gateway-client';
import { gatewayError, gatewayHandlers, gatewayPartial, mockedErrors } from 'onebox-gateway-client/msw';
import * as operations from 'onebox-gateway-client/operations';

import { clients } from './support/clients.mjs';

const url = 'https://gateway.example/graphql';
const server = setupServer(...gatewayHandlers(url));
const catalog = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => /^\| ([A-Z_]+) +\| ([A-Z_]*) *\| (yes|no)/.exec(line))
  .filter(Boolean);

before(() => {
  server.listen({ onUnhandledRequest: 'error' });
});

afterEach(() => {
  server.resetHandlers();
});

after(() => {
  server.close();
});

for (const [name, createClient] of Object.entries(clients)) {
  describe(`mocks for ${name}`, () => {
    const clientWith = (options = {}) => createClient({ url, retry: false, ...options });

    it('answer every operation of the package', async () => {
      const ask = clientWith();
      for (const operation of Object.values(operations)) {
        const { data, errors } = await ask(operation, {});
        assert.deepEqual(errors, []);
        assert.ok(Object.values(data).length > 0);
      }
    });

    it('answer with every error of the catalog', async () => {
      assert.equal(catalog.length, mockedErrors.length);
      for (const [, code, reason, retryable] of catalog) {
        server.use(gatewayError(url, reason || code, { operation: 'InstagramSession' }));
        const { errors } = await clientWith()(operations.InstagramSessionDocument, { id: 'a' });
        assert.deepEqual(
          [errors[0].code, errors[0].reason, errors[0].retryable],
          [code, reason || undefined, retryable === 'yes'],
        );
        assert.match(errors[0].requestId, /^recorded-/);
        server.resetHandlers();
      }
    });

    it('answer with an error once, with a retryAt that is to come', async () => {
      const waits = [];
      const wait = (ms) => {
        waits.push(ms);
        return Promise.resolve();
      };
      server.use(gatewayError(url, 'CIRCUIT_OPEN', { once: true }));
      const { errors } = await clientWith({ retry: { wait } })(operations.ConnectedAccountsDocument, {});
      assert.deepEqual(errors, []);
      assert.ok(waits[0] > 1000, String(waits[0]));
    });

    it('answer with data and errors that come together', async () => {
      server.use(gatewayPartial(url));
      const ask = clientWith();
      const session = await ask(operations.InstagramSessionDocument, { id: 'a' });
      assert.deepEqual(
        session.data.instagramSession.pages.map(({ name }) => name),
        ['Toko Bunga', 'Batik Lestari'],
      );
      assert.deepEqual(session.errors[0].path, ['instagramSession', 'pages']);
      const { data, errors } = await ask(operations.SessionConnectionsDocument, { id: 'a' });
      assert.equal(data.instagramSession.pages[1].instagramBusinessAccount.connection, null);
      assert.equal(errors[0].omitted, 3);
      assert.deepEqual((await ask(operations.ConnectedAccountsDocument, {})).errors, []);
    });

    it('answer with a quota that is used up until tomorrow', async () => {
      server.use(gatewayError(url, 'QUOTA_EXHAUSTED'));
      const { errors } = await clientWith()(operations.InstagramSessionDocument, { id: 'a' });
      assert.ok(errors[0].retryAt.getTime() - Date.now() > 12 * 3_600_000);
    });

    it('answer with data and errors of one operation, once', async () => {
      server.use(gatewayPartial(url, { operation: 'FacebookSession', once: true }));
      const ask = clientWith();
      const lengths = [];
      for (const operation of ['InstagramSession', 'FacebookSession', 'FacebookSession']) {
        lengths.push((await ask(operations[`${operation}Document`], { id: operation })).errors.length);
      }
      assert.deepEqual(lengths, [0, 1, 0]);
    });

    it('show one sign-in where a token expires', async () => {
      server.use(gatewayError(url, 'TOKEN_EXPIRED', { once: true }));
      let signIns = 0;
      const tokenKeeper = new TokenKeeper({
        signIn: () => {
          signIns += 1;
          return Promise.resolve({ token: 'b' });
        },
      });
      tokenKeeper.set({ token: 'a' });
      const ask = clientWith({ tokenKeeper });
      assert.deepEqual((await ask(operations.TwitterSessionDocument, { id: 'a' })).errors, []);
      assert.equal(signIns, 1);
    });
  });
}
