import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

const wellFormed = /^[A-Za-z0-9._-]{1,64}$/;

/** The client's `X-Request-Id` where it is safe for a log and a header, or else a new id. */
export function requestIdOf({ 'x-request-id': sent }: IncomingHttpHeaders): string {
  return typeof sent === 'string' && wellFormed.test(sent) ? sent : randomUUID();
}
