import { type ServerResponse } from 'node:http';
import { Readable, pipeline } from 'node:stream';

import { type SessionBody } from '../sessions/session-body';

/** Responds to one request. `session` is the valid session of the requested id, from which to make the response. */
export type FailingResponse = (response: ServerResponse, session: SessionBody) => void;

type TextOf = (session: SessionBody) => string;

const jsonType = { 'content-type': 'application/json' };
const mebibyte = 1024 * 1024;
const dripMs = 500;

/** Responds with a text, by default of the type JSON. */
export function respondText(
  status: number,
  textOf: TextOf,
  headers: Record<string, string> = {},
): FailingResponse {
  return (response, session) => {
    response.writeHead(status, { ...jsonType, ...headers }).end(textOf(session));
  };
}

export function respondJson(
  status: number,
  bodyOf: (session: SessionBody) => object,
  headers: Record<string, string> = {},
): FailingResponse {
  return respondText(status, (session) => JSON.stringify(bodyOf(session)), headers);
}

/** Responds with an HTML page, as a proxy in front of Onebox does. */
export function servePage(status: number, title: string): FailingResponse {
  return respondText(
    status,
    () => `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
    { 'content-type': 'text/html' },
  );
}

/** Responds with 65 MiB of blanks and then a valid session, as fast as the client reads. */
export const respondTooLarge: FailingResponse = (response, session) => {
  response.writeHead(200, jsonType);
  const parts = function* (): Generator<string> {
    const blanks = ' '.repeat(mebibyte);
    for (let count = 0; count < 65; count += 1) yield blanks;
    yield JSON.stringify(session);
  };
  pipeline(Readable.from(parts()), response, () => undefined);
};

/** Resets the connection before a response. */
export const hangUp: FailingResponse = ({ socket }) => {
  socket?.resetAndDestroy();
};

/** Announces a whole session, sends half of it, and closes the connection. */
export const hangUpInTheMiddle: FailingResponse = (response, session) => {
  const body = Buffer.from(JSON.stringify(session));
  response.writeHead(200, { ...jsonType, 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => {
    response.destroy();
  });
};

/** Sends one blank after another, until the client disconnects or the server closes. */
export const neverEnd: FailingResponse = (response) => {
  response.writeHead(200, jsonType);
  response.write(' ');
  const drip = setInterval(() => response.write(' '), dripMs);
  response.on('close', () => {
    clearInterval(drip);
  });
};

/** Sends no response, and keeps the connection open. */
export const staySilent: FailingResponse = () => undefined;
