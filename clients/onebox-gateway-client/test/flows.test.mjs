import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { signIn, TokenKeeper } from 'onebox-gateway-client';
import {
  ConnectInstagramAccountDocument,
  InstagramAuthUrlDocument,
  InstagramSessionDocument,
} from 'onebox-gateway-client/operations';

import { clients } from './support/clients.mjs';
import { failingSession, readySession, startGateway } from './support/gateway.mjs';

let gateway;
let signIns;
let sent;
let tokenKeeper;
let session;
// Different ones, since urql asks once for the same.
const three = ['ovan', 'sari', 'tono'].map(readySession);

before(async () => {
  gateway = await startGateway();
});

after(() => gateway.close());

beforeEach(() => {
  signIns = 0;
  sent = [];
  tokenKeeper = new TokenKeeper({
    signIn: () => {
      signIns += 1;
      return signIn(gateway.url, gateway.sandbox.credentials);
    },
  });
  session = { id: gateway.sandbox.sessionId };
});

function recordingFetch(url, init) {
  sent.push(init);
  return fetch(url, init);
}

for (const [name, createClient] of Object.entries(clients)) {
  describe(`the client of ${name}`, () => {
    const clientWith = (options = {}) =>
      createClient({ url: gateway.url, fetch: recordingFetch, tokenKeeper, ...options });

    it('signs in once for three requests that have no token', async () => {
      const ask = clientWith();
      const results = await Promise.all(three.map((id) => ask(InstagramSessionDocument, { id })));
      for (const { data, errors } of results) {
        assert.deepEqual(errors, []);
        assert.equal(typeof data.instagramSession.profile.name, 'string');
      }
      assert.equal(signIns, 1);
      assert.equal(sent.length, 3);
    });

    it('signs in once where a token expires for three requests at once, and sends each again', async () => {
      const ask = clientWith();
      await ask(InstagramSessionDocument, session);
      gateway.expireTokens();
      signIns = 0;
      sent = [];
      const results = await Promise.all(three.map((id) => ask(InstagramSessionDocument, { id })));
      for (const { data, errors } of results) {
        assert.deepEqual(errors, []);
        assert.ok(Array.isArray(data.instagramSession.pages));
      }
      assert.equal(signIns, 1);
      assert.equal(sent.length, 6);
    });

    it('sends a mutation again after TOKEN_EXPIRED', async () => {
      const ask = clientWith();
      await ask(InstagramSessionDocument, session);
      gateway.expireTokens();
      const { data, errors } = await ask(ConnectInstagramAccountDocument, {
        sessionId: session.id,
        pageId: '241794770143249',
        instagramAccountId: '17841439754602482',
      });
      assert.deepEqual(errors, []);
      assert.equal(data.connectInstagramAccount.instagramAccountId, '17841439754602482');
      assert.equal(signIns, 2);
    });

    it('signs in once, not for ever, where the gateway always says TOKEN_EXPIRED', async () => {
      const ask = clientWith();
      tokenKeeper.set(await signIn(gateway.url, gateway.sandbox.credentials));
      const { errors } = await ask(InstagramSessionDocument, { id: failingSession('expired-token') });
      assert.deepEqual(
        errors.map(({ reason }) => reason),
        ['TOKEN_EXPIRED'],
      );
      assert.equal(signIns, 1);
      assert.equal(sent.length, 2);
    });

    it('signs in once where a token that is new is rejected', async () => {
      const { errors } = await clientWith()(InstagramSessionDocument, {
        id: failingSession('expired-token'),
      });
      assert.equal(errors[0].reason, 'TOKEN_EXPIRED');
      assert.equal(signIns, 1);
      assert.equal(sent.length, 1);
    });

    it('gives the error of a sign-in that fails to each request, and tries again with the next', async () => {
      let isWrong = true;
      const keeper = new TokenKeeper({
        signIn: () => {
          signIns += 1;
          const { credentials } = gateway.sandbox;
          return signIn(gateway.url, isWrong ? { ...credentials, password: 'wrong' } : credentials);
        },
      });
      const ask = clientWith({ tokenKeeper: keeper });
      const results = await Promise.all(three.map((id) => ask(InstagramSessionDocument, { id })));
      for (const { errors } of results) assert.equal(errors[0].reason, 'CREDENTIALS_REFUSED');
      assert.equal(signIns, 1);
      isWrong = false;
      assert.deepEqual((await ask(InstagramSessionDocument, session)).errors, []);
      assert.equal(signIns, 2);
    });

    it('waits for retryAt, three times at most', async () => {
      const waits = [];
      const retry = {
        longestWaitMs: 60_000,
        wait: (ms) => {
          waits.push(ms);
          return Promise.resolve();
        },
      };
      const { errors } = await clientWith({ retry })(InstagramSessionDocument, {
        id: failingSession('too-many-requests'),
      });
      assert.equal(errors[0].reason, 'TOO_MANY_REQUESTS');
      assert.equal(sent.length, 3);
      assert.equal(waits.length, 2);
      // Onebox says 30 s each time; the backoff alone is less than two.
      for (const ms of waits) assert.ok(ms > 10_000 && ms < 31_000, String(ms));
    });

    it('leaves a wait that is long to the caller', async () => {
      const { errors } = await clientWith()(InstagramSessionDocument, {
        id: failingSession('too-many-requests'),
      });
      assert.equal(errors[0].retryable, true);
      assert.ok(errors[0].retryAt instanceof Date);
      assert.equal(sent.length, 1);
    });

    it('gives data and errors that come together, and does not ask for them again', async () => {
      const { data, errors } = await clientWith()(InstagramSessionDocument, {
        id: failingSession('wrong-page'),
      });
      assert.equal(data.instagramSession.pages.length, 2);
      assert.equal(errors[0].reason, 'UPSTREAM_CONTRACT_BROKEN');
      assert.equal(errors[0].path[0], 'instagramSession');
      assert.equal(typeof errors[0].requestId, 'string');
      assert.equal(sent.length, 1);
    });

    it('asks without signing in for what needs no token', async () => {
      const { data, errors } = await clientWith()(InstagramAuthUrlDocument, {});
      assert.deepEqual(errors, []);
      assert.match(data.instagramAuthUrl, /^http/);
      assert.equal(signIns, 0);
    });

    it('reads a query again after a network failure, and a mutation not', async () => {
      let failures = 0;
      const failing = () => {
        failures += 1;
        return Promise.reject(new TypeError('fetch failed'));
      };
      const retry = { wait: () => Promise.resolve() };
      const ask = clientWith({ fetch: failing, retry });
      tokenKeeper.set({ token: 'a' });
      assert.equal((await ask(InstagramSessionDocument, session)).errors[0].code, 'NETWORK_ERROR');
      assert.equal(failures, 3);
      const ids = { sessionId: 'a', pageId: '1', instagramAccountId: '1' };
      const { errors } = await ask(ConnectInstagramAccountDocument, ids);
      assert.equal(errors[0].code, 'NETWORK_ERROR');
      assert.equal(failures, 4);
    });

    it('takes a page of a proxy for no response of the gateway', async () => {
      const proxy = () =>
        Promise.resolve(new Response('<html>', { status: 502, headers: { 'content-type': 'text/html' } }));
      const { errors } = await clientWith({ fetch: proxy, retry: false })(InstagramSessionDocument, session);
      assert.deepEqual([errors[0].code, errors[0].retryable], ['UNKNOWN', true]);
    });
  });
}
