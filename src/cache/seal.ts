import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 1;
// A byte of version, and the last millisecond at which the entry may be read (Unix time, 48 bits).
const headerBytes = 7;
const nonceBytes = 12;
const tagBytes = 16;
const smallestBytes = headerBytes + nonceBytes + tagBytes;

/** The number of bytes that sealing adds to a value. */
export const sealBytes = smallestBytes;

/** Encrypts a value (AES-256-GCM). It can be read only with `key`, under the same `storeKey`, until `expiresAtMs`. */
export function seal(value: string | Buffer, key: Uint8Array, storeKey: string, expiresAtMs: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUInt8(version);
  header.writeUIntBE(expiresAtMs, 1, 6);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticatedData(header, storeKey));
  const sealed = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
  cipher.final();
  const entry = Buffer.allocUnsafe(smallestBytes + sealed.byteLength);
  let end = 0;
  for (const part of [header, nonce, sealed, cipher.getAuthTag()]) end += part.copy(entry, end);
  return entry;
}

/** Decrypts an entry. Returns `rejected` where it was tampered with, cut short, moved, or sealed with another key. */
export function unseal(
  entry: Buffer,
  key: Uint8Array,
  storeKey: string,
  nowMs: number,
): Buffer | 'expired' | 'rejected' {
  if (entry.byteLength < smallestBytes || entry.readUInt8() !== version) return 'rejected';
  const header = entry.subarray(0, headerBytes);
  const nonce = entry.subarray(headerBytes, headerBytes + nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticatedData(header, storeKey));
  decipher.setAuthTag(entry.subarray(-tagBytes));
  const plain = decipher.update(entry.subarray(headerBytes + nonceBytes, -tagBytes));
  try {
    decipher.final();
  } catch {
    return 'rejected';
  }
  return nowMs > header.readUIntBE(1, 6) ? 'expired' : plain;
}

function authenticatedData(header: Buffer, storeKey: string): Buffer {
  return Buffer.concat([header, Buffer.from(storeKey)]);
}
