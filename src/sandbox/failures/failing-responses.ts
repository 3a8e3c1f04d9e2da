import { type ServerResponse } from 'node:http';
import { Readable, pipeline } from 'node:stream';

import { type SessionBody } from '../sessions/session-body';

/** Answers one request. `session` is the good session of the id asked for, to be spoilt. */
export type FailingResponse = (response: ServerResponse, session: SessionBody) => void;

type TextOf = (session: SessionBody) => string;

const jsonType = { 'content-type': 'application/json' };
const mebibyte = 1024 * 1024;
const dripMs = 500;

/** Answers text; as JSON, where `headers` do not say otherwise. */
export function answerText(
  status: number,
  textOf: TextOf,
  headers: Record<string, string> = {},
): FailingResponse {
  return (response, session) => {
    response.writeHead(status, { ...jsonType, ...headers }).end(textOf(session));
  };
}

/** Answers a JSON value. */
export function respondJson(
  status: number,
  bodyOf: (session: SessionBody) => object,
  headers: Record<string, string> = {},
): FailingResponse {
  return answerText(status, (session) => JSON.stringify(bodyOf(session)), headers);
}

/** Answers a page, as a proxy in front of Onebox does. */
export function servePage(status: number, title: string): FailingResponse {
  return answerText(
    status,
    () => `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
    { 'content-type': 'text/html' },
  );
}

/** Answers 65 MiB of blanks and a good session behind them, as fast as the client reads. */
export const answerTooLarge: FailingResponse = (response, session) => {
  response.writeHead(200, jsonType);
  const parts = function* (): Generator<string> {
    const blanks = ' '.repeat(mebibyte);
    for (let count = 0; count < 65; count += 1) yield blanks;
    yield JSON.stringify(session);
  };
  pipeline(Readable.from(parts()), response, () => undefined);
};

/** Hangs up before an answer. */
export const hangUp: FailingResponse = ({ socket }) => {
  socket?.resetAndDestroy();
};

/** Promises a whole session, sends half of it, and hangs up. */
export const hangUpInTheMiddle: FailingResponse = (response, session) => {
  const body = Buffer.from(JSON.stringify(session));
  response.writeHead(200, { ...jsonType, 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => {
    response.destroy();
  });
};

/** Answers one blank after another, until the client hangs up or the server closes. */
export const neverEnd: FailingResponse = (response) => {
  response.writeHead(200, jsonType);
  response.write(' ');
  const drip = setInterval(() => response.write(' '), dripMs);
  response.on('close', () => {
    clearInterval(drip);
  });
};

/** Says nothing, and does not hang up either. */
export const staySilent: FailingResponse = () => undefined;
