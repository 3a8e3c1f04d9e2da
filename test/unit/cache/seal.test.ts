import { randomBytes } from 'node:crypto';

import { seal, unseal } from '../../../src/cache/seal';

const key = randomBytes(32);
const text = '{"profile":{"name":"Ovan Donnovan ✓"}}';
const expiresAtMs = Date.parse('2026-11-25T12:00:00Z');
const entry = (): Buffer => seal(text, key, 'here', expiresAtMs);

describe('unseal', () => {
  it('returns the value for the same key and store key, until the entry expires', () => {
    expect(unseal(entry(), key, 'here', expiresAtMs)).toEqual(Buffer.from(text));
    expect(unseal(entry(), key, 'here', expiresAtMs + 1)).toBe('expired');
  });

  it('rejects an entry with another key or another store key', () => {
    expect(unseal(entry(), randomBytes(32), 'here', expiresAtMs)).toBe('rejected');
    expect(unseal(entry(), key, 'there', expiresAtMs)).toBe('rejected');
  });

  it('rejects an entry with any changed bit, including its expiry', () => {
    const whole = entry();
    for (let bit = 0; bit < whole.byteLength * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(unseal(changed, key, 'here', 0)).toBe('rejected');
    }
  });

  it('rejects an entry that was cut short or extended', () => {
    const whole = entry();
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(unseal(whole.subarray(0, length), key, 'here', 0)).toBe('rejected');
    }
    expect(unseal(Buffer.concat([whole, Buffer.alloc(1)]), key, 'here', 0)).toBe('rejected');
  });

  it('seals the same value differently each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => entry().toString('hex'))).size).toBe(100);
  });
});
