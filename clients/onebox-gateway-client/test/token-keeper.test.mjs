import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { TokenKeeper } from 'onebox-gateway-client';

let now;
let signIns;
let pending;
let keeper;

const inSeconds = (seconds) => new Date(now + seconds * 1000).toISOString();

beforeEach(() => {
  now = Date.parse('2030-01-01T00:00:00Z');
  signIns = 0;
  pending = [];
  keeper = new TokenKeeper({
    now: () => now,
    signIn: () => {
      signIns += 1;
      const promise = new Promise((resolve, reject) => {
        pending.push({ resolve, reject });
      });
      pending.at(-1).promise = promise;
      return promise;
    },
  });
});

describe('TokenKeeper', () => {
  it('renews a token 30 seconds before it expires', async () => {
    keeper.set({ token: 'a', expiresAt: inSeconds(900) });
    now += 869_000;
    assert.equal(await keeper.get(), 'a');
    now += 1000;
    const renewed = keeper.get();
    pending[0].resolve({ token: 'b', expiresAt: inSeconds(900) });
    assert.equal(await renewed, 'b');
    assert.equal(signIns, 1);
  });

  it('keeps a token that lives for 30 seconds for half of that', async () => {
    keeper.set({ token: 'a', expiresAt: inSeconds(30) });
    now += 14_000;
    assert.equal(await keeper.get(), 'a');
    assert.equal(signIns, 0);
    now += 1000;
    void keeper.get();
    assert.equal(signIns, 1);
  });

  it('keeps a token that has expired on arrival, since then the clock is wrong', async () => {
    keeper.set({ token: 'a', expiresAt: inSeconds(-60) });
    assert.equal(await keeper.get(), 'a');
    assert.equal(signIns, 0);
  });

  it('keeps a token whose end nobody knows until it is rejected', async () => {
    keeper.set({ token: 'a', expiresAt: null });
    now += 86_400_000;
    assert.equal(await keeper.get(), 'a');
    const replaced = keeper.replace('a');
    pending[0].resolve({ token: 'b' });
    assert.equal(await replaced, 'b');
  });

  it('signs in once for all who wait, and not again for who had the old token', async () => {
    keeper.set({ token: 'a' });
    const waiting = [keeper.replace('a'), keeper.replace('a')];
    pending[0].resolve({ token: 'b' });
    assert.deepEqual(await Promise.all(waiting), ['b', 'b']);
    assert.equal(await keeper.replace('a'), 'b');
    assert.equal(signIns, 1);
  });

  it('sends what waits at once with a token that is set, and ignores the sign-in that it waited for', async () => {
    const waiting = keeper.get();
    keeper.set({ token: 'set' });
    assert.equal(await waiting, 'set');
    pending[0].resolve({ token: 'late' });
    await pending[0].promise;
    assert.equal(keeper.current, 'set');
  });

  it('fails what waits at once with TOKEN_MISSING when the person signs out', async () => {
    const waiting = keeper.get();
    keeper.clear();
    await assert.rejects(waiting, { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING' });
    pending[0].resolve({ token: 'late' });
    await pending[0].promise;
    assert.equal(keeper.current, undefined);
  });

  it('waits for set where signIn shows a form and returns nothing, and shows it once', async () => {
    let shown = 0;
    const formKeeper = new TokenKeeper({
      signIn: () => {
        shown += 1;
      },
    });
    const waiting = [formKeeper.get(), formKeeper.get()];
    await Promise.resolve();
    formKeeper.set({ token: 'a' });
    assert.deepEqual(await Promise.all(waiting), ['a', 'a']);
    assert.equal(shown, 1);
    const again = formKeeper.replace('a');
    formKeeper.set({ token: 'b' });
    assert.equal(await again, 'b');
    assert.equal(shown, 2);
  });

  it('rejects with what signIn throws, and asks it again', async () => {
    const failing = new TokenKeeper({
      signIn: () => {
        throw new Error('no form');
      },
    });
    await assert.rejects(failing.get(), { message: 'no form' });
    await assert.rejects(failing.get(), { message: 'no form' });
  });

  it('tries again after a sign-in that failed', async () => {
    const waiting = keeper.get();
    pending[0].reject(new Error('refused'));
    await assert.rejects(waiting, { message: 'refused' });
    void keeper.get();
    assert.equal(signIns, 2);
  });
});
