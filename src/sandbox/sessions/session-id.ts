import { createHash } from 'node:crypto';

/** How many bytes a session id is made of. */
export const sessionIdBytes = 48;

/** A session id as bodies carry it, `base64(32 bytes):base64(16 bytes)`, from its 48 bytes. */
export function sessionIdOf(bytes: Buffer): string {
  return `${bytes.subarray(0, 32).toString('base64')}:${bytes.subarray(32, sessionIdBytes).toString('base64')}`;
}

/** The form in which URLs carry a session id: the base64 of the one that bodies carry. */
export function urlFormOf(sessionId: string): string {
  return Buffer.from(sessionId, 'latin1').toString('base64');
}

/** The session id that `name` has in every sandbox, as bodies carry it. */
export function stableSessionId(name: string): string {
  return sessionIdOf(createHash('sha384').update(`onebox-sandbox:${name}`).digest());
}
