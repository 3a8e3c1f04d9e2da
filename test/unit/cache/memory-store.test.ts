import { randomBytes } from 'node:crypto';

import { createMemoryStore } from '../../../src/cache/memory-store';

const ttlMs = 1000;

describe('createMemoryStore', () => {
  it('returns values of any length as they were set', async () => {
    const store = createMemoryStore(10_000_000);
    const values = [0, 1, 247, 248, 249, 499, 500, 501, 65_535, 65_536, 65_537, 1_000_000].map((length) =>
      randomBytes(length),
    );
    for (const value of values) await store.set(`${value.length}`, value, ttlMs);

    for (const value of values) expect(await store.get(`${value.length}`)).toEqual(value);
  });

  it('keeps each value whole while others are evicted, replaced and deleted', async () => {
    const store = createMemoryStore(50_000);
    const expected = new Map<string, Buffer>();
    let found = 0;
    for (let turn = 0; turn < 20_000; turn += 1) {
      const key = `${(turn * turn) % 101}`;
      const value = await store.get(key);
      if (value !== undefined) {
        found += 1;
        expect(value.equals(expected.get(key) ?? Buffer.alloc(0))).toBe(true);
      }
      if (turn % 11 === 0) {
        await store.delete(key);
        expect(await store.get(key)).toBeUndefined();
        expected.delete(key);
      } else {
        const next = randomBytes((turn * 31) % 2000);
        await store.set(key, next, ttlMs);
        expected.set(key, next);
      }
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('evicts the least recently used entries', async () => {
    const store = createMemoryStore(10_000);
    for (const key of ['a', 'b', 'c']) await store.set(key, randomBytes(3000), ttlMs);
    await store.get('a');
    await store.set('d', randomBytes(3000), ttlMs);

    expect(
      await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await store.get(key)) !== undefined)),
    ).toEqual([true, false, true, true]);
  });

  it('returns a copy that a later value does not change', async () => {
    const store = createMemoryStore(10_000);
    const value = randomBytes(100);
    await store.set('a', value, ttlMs);
    const found = await store.get('a');
    await store.delete('a');
    await store.set('b', randomBytes(100), ttlMs);

    expect(found).toEqual(value);
  });

  it('ignores a value that it has no room for', async () => {
    const store = createMemoryStore(10_000);
    await store.set('a', randomBytes(10), ttlMs);
    await store.set('b', randomBytes(10_000), ttlMs);

    expect(await store.get('a')).toBeDefined();
    expect(await store.get('b')).toBeUndefined();
  });
});
