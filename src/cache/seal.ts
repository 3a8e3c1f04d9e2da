import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 1;
// A byte of version, and the last millisecond at which the entry may be read (Unix time, 48 bits).
const headerBytes = 7;
const nonceBytes = 12;
const tagBytes = 16;
const smallestBytes = headerBytes + nonceBytes + tagBytes;

/** How much longer than its text a sealed entry is. */
export const sealBytes = smallestBytes;

/** Seals a value (AES-256-GCM) so that it can be read with `key` alone, at its own place, until `expiresAtMs`. */
export function seal(value: string | Buffer, key: Uint8Array, place: string, expiresAtMs: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUInt8(version);
  header.writeUIntBE(expiresAtMs, 1, 6);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(header, place));
  const sealed = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
  cipher.final();
  return Buffer.concat([header, nonce, sealed, cipher.getAuthTag()]);
}

/** The value of a sealed entry: `expired` past its time, `refused` where it is altered, cut, moved or not the key's. */
export function unseal(
  entry: Buffer,
  key: Uint8Array,
  place: string,
  nowMs: number,
): Buffer | 'expired' | 'rejected' {
  if (entry.byteLength < smallestBytes || entry.readUInt8() !== version) return 'rejected';
  const header = entry.subarray(0, headerBytes);
  const nonce = entry.subarray(headerBytes, headerBytes + nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(header, place));
  decipher.setAuthTag(entry.subarray(-tagBytes));
  const plain = decipher.update(entry.subarray(headerBytes + nonceBytes, -tagBytes));
  try {
    decipher.final();
  } catch {
    return 'rejected';
  }
  return nowMs > header.readUIntBE(1, 6) ? 'expired' : plain;
}

function boundTo(header: Buffer, place: string): Buffer {
  return Buffer.concat([header, Buffer.from(place)]);
}
