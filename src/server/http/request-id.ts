import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

const wellFormed = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's `X-Request-Id` where it is fit for a log and a header, else a new one. */
export function requestIdOf({ 'x-request-id': sent }: IncomingHttpHeaders): string {
  return typeof sent === 'string' && wellFormed.test(sent) ? sent : randomUUID();
}
