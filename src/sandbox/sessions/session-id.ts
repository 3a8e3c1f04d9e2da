import { createHash } from 'node:crypto';

export const sessionIdBytes = 48;

/** The session id of these 48 bytes in the form of bodies: `base64(32 bytes):base64(16 bytes)`. */
export function sessionIdOf(bytes: Buffer): string {
  return `${bytes.subarray(0, 32).toString('base64')}:${bytes.subarray(32, sessionIdBytes).toString('base64')}`;
}

/** The form of a session id in URLs: the base64 of its form in bodies. */
export function urlFormOf(sessionId: string): string {
  return Buffer.from(sessionId, 'latin1').toString('base64');
}

/** The session id of `name` in every sandbox, in the form of bodies. */
export function stableSessionId(name: string): string {
  return sessionIdOf(createHash('sha384').update(`onebox-sandbox:${name}`).digest());
}
