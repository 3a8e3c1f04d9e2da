import { createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Stands for a caller in the log: the same for the same token, and telling nothing about it. With the secret that
 * replicas share it is the same in all of their logs, without one in this process's alone.
 */
export function callerHasher(secret: string): (authorization: string | undefined) => string | undefined {
  const key =
    secret === '' ? randomBytes(32) : Buffer.from(hkdfSync('sha256', secret, '', 'caller in logs', 32));
  return (authorization) =>
    authorization === undefined
      ? undefined
      : createHmac('sha256', key).update(authorization).digest('base64url').slice(0, 12);
}
