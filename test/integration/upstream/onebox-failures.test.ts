import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

import { type ErrorCode, type ErrorReason } from '../../generated/errors';
import { InstagramSessionDocument } from '../../generated/graphql';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

const timeoutMs = 400;
const maxBodyBytes = 64 * 1024;
const session = documentedBody('session.200.json');
const canary = 'canary-in-an-answer';

const envelope = (errorCode: unknown, userMessage: unknown): object =>
  errorEnvelope(errorCode, userMessage, canary);

const page = (status: number): RequestListener =>
  respondJson(status, `<html><body>${canary}</body></html>`, {
    'content-type': 'text/html',
    'x-canary': canary,
  });

const raw =
  (bytes: string, after?: 'destroy' | 'end'): RequestListener =>
  ({ socket }) => {
    if (after === 'end') socket.end(bytes);
    else socket.write(bytes, () => after === 'destroy' && socket.destroy());
  };

const dripFed = (_request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 20);
  response.on('close', () => {
    clearInterval(drip);
  });
};

interface Expected {
  code: ErrorCode;
  reason: ErrorReason;
  retryable: boolean;
}

const expired: Expected = { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', retryable: false };
const rejected: Expected = { code: 'UNAUTHENTICATED', reason: 'TOKEN_REJECTED', retryable: false };
const forbidden: Expected = { code: 'FORBIDDEN', reason: 'NOT_ALLOWED', retryable: false };
const overQuota: Expected = { code: 'RATE_LIMITED', reason: 'QUOTA_EXHAUSTED', retryable: true };
const tooMany: Expected = { code: 'RATE_LIMITED', reason: 'TOO_MANY_REQUESTS', retryable: true };
const refused: Expected = { code: 'FORBIDDEN', reason: 'FACEBOOK_REFUSED', retryable: false };
const notFound: Expected = { code: 'NOT_FOUND', reason: 'SESSION_NOT_FOUND', retryable: false };
const failed: Expected = { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_FAILED', retryable: true };
const unreachable: Expected = { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_UNREACHABLE', retryable: true };
const timeout: Expected = { code: 'ONEBOX_TIMEOUT', reason: 'UPSTREAM_TIMEOUT', retryable: true };
const broken: Expected = {
  code: 'ONEBOX_BAD_RESPONSE',
  reason: 'UPSTREAM_CONTRACT_BROKEN',
  retryable: false,
};

const failures: [what: string, answer: RequestListener, expected: Expected][] = [
  ['the documented expired token', respondJson(401, documentedBody('error.401.expired-token.json')), expired],
  [
    'an expired token with HTTP 200',
    respondJson(200, documentedBody('error.401.expired-token.json')),
    expired,
  ],
  ['an expired token with its code as a string', respondJson(401, envelope('401', 'Expired token')), expired],
  ['an expired token with HTTP 500', respondJson(500, envelope(401, 'Expired token')), expired],
  ['the documented quota', respondJson(401, documentedBody('error.401.over-quota.json')), overQuota],
  ['a quota with HTTP 200', respondJson(200, documentedBody('error.401.over-quota.json')), overQuota],
  ['a quota that names no window', respondJson(401, envelope(401, 'time limit reached')), overQuota],
  ['another 401', respondJson(401, envelope(401, 'Invalid token')), rejected],
  ['a 401 that says nothing', respondJson(401, envelope(401, null)), rejected],
  ['a 401 without an errorCode', respondJson(401, { records: { userMessage: 'no' } }), rejected],
  ['HTTP 401 with an errorCode that is none', respondJson(401, envelope(200, 'fine')), rejected],
  ['HTTP 401 with a session', respondJson(401, session), rejected],
  ['HTTP 401 with a page', page(401), rejected],
  ['HTTP 401 with errorCode 404', respondJson(401, envelope(404, 'no such session')), notFound],
  ['HTTP 401 with errorCode 500', respondJson(401, envelope(500, 'oops')), failed],
  ['HTTP 200 with errorCode 403', respondJson(200, envelope(403, 'not yours')), forbidden],
  ['HTTP 200 with errorCode 418', respondJson(200, envelope(418, 'a teapot')), broken],
  ['HTTP 200 with an errorCode that is none', respondJson(200, envelope(canary, 'what?')), broken],
  ['a refusal of Facebook', respondJson(200, documentedBody('connection.200.refused.json')), refused],
  ['another with HTTP 401', respondJson(401, documentedBody('connection.401.unsupported.json')), refused],
  ['an error with HTTP 502', respondJson(502, { error: 'oops' }), failed],
  ['403 with an envelope', respondJson(403, envelope(403, 'no')), forbidden],
  ['403 with a page', page(403), forbidden],
  ['404 with an envelope', respondJson(404, envelope(404, 'none')), notFound],
  ['404 with a page', page(404), notFound],
  ['429', respondJson(429, envelope(429, 'slow down'), { 'retry-after': '30' }), tooMany],
  ['429 with a Retry-After that is none', respondJson(429, '', { 'retry-after': canary }), tooMany],
  ['500', respondJson(500, envelope(500, 'oops')), failed],
  ['502 with a page', page(502), failed],
  ['503', respondJson(503, ''), failed],
  ['504', page(504), failed],
  ['500 with a body over the bound', respondJson(500, ' '.repeat(2 * maxBodyBytes)), failed],
  ['204', respondJson(204, ''), broken],
  ['400', respondJson(400, envelope(400, 'bad request')), broken],
  ['301', respondJson(301, '', { location: `https://${canary}.example/` }), broken],
  ['304', respondJson(304, ''), broken],
  ['307 to itself', ({ url }, response) => response.writeHead(307, { location: url }).end(), broken],
  ['a page with HTTP 200', page(200), broken],
  ['an empty body', respondJson(200, ''), broken],
  ['white space', respondJson(200, ' \n'), broken],
  ['broken JSON', respondJson(200, session.slice(0, 300)), broken],
  ['JSON nested without end', respondJson(200, '['.repeat(30_000)), broken],
  [
    'JSON nested without end around a long number',
    respondJson(200, `${'['.repeat(30_000)}1234567890123456`),
    broken,
  ],
  ['null', respondJson(200, 'null'), broken],
  ['a list', respondJson(200, `[${session}]`), broken],
  ['a number', respondJson(200, '17841439754602482'), broken],
  ['an object with other fields', respondJson(200, { __proto__: null, constructor: canary }), broken],
  ['an error that is no text', respondJson(200, { error: { message: canary } }), broken],
  ['a body over the bound', respondJson(200, `${session}${' '.repeat(maxBodyBytes)}`), broken],
  [
    'a compressed body that nobody asked for',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(session)),
    broken,
  ],
  ['headers over the bound', respondJson(200, session, { 'x-long': canary.repeat(2000) }), broken],
  ['an answer that is not HTTP', raw(`${canary}\r\n\r\n`), broken],
  ['a connection closed before an answer', raw('', 'destroy'), unreachable],
  ['a connection closed in the headers', raw('HTTP/1.1 200 OK\r\ncontent-', 'end'), unreachable],
  [
    'a connection closed in the body',
    raw(`HTTP/1.1 200 OK\r\ncontent-length: ${session.length}\r\n\r\n${session.slice(0, 99)}`, 'end'),
    unreachable,
  ],
  [
    'a connection reset in a chunk',
    raw(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfff\r\n${session.slice(0, 99)}`, 'destroy'),
    unreachable,
  ],
  ['no answer', () => undefined, timeout],
  [
    'headers and no body',
    (_request, response) => {
      response.writeHead(200).flushHeaders();
    },
    timeout,
  ],
  ['a body that never ends', dripFed, timeout],
  ['half the headers', raw('HTTP/1.1 200 OK\r\ncontent-'), timeout],
];

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, {
    ONEBOX_TIMEOUT_MS: String(timeoutMs),
    ONEBOX_MAX_BODY_BYTES: String(maxBodyBytes),
  });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

describe('a failure of Onebox', () => {
  it.each(failures)('returns its code and reason, and no data of Onebox: %s', async (...failure) => {
    const [, answer, expected] = failure;
    onebox.answer = answer;
    const startedAt = Date.now();
    const { data, errors } = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(Date.now() - startedAt).toBeLessThan(timeoutMs + 2000);
    expect(data).toEqual({ instagramSession: null });
    expect(errors).toHaveLength(1);
    const { extensions, path } = errors?.[0] ?? {};
    expect(path).toEqual(['instagramSession']);
    expect(extensions).toMatchObject(expected);
    expect(extensions?.requestId).toMatch(/^[\w-]{36}$/);
    const text = JSON.stringify(errors);
    for (const secret of [canary, callersToken, new URL(onebox.origin).host, 'EAAG', 'stack']) {
      expect(text).not.toContain(secret);
    }

    onebox.answer = respondJson(200, session);
    const next = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(next.data?.instagramSession?.id).toBe(documentedSessionId);
  });

  it('returns UPSTREAM_UNREACHABLE where no process listens', async () => {
    const gone = await startFakeOnebox();
    await gone.close();
    const lonely = await startGateway(gone.origin);
    const { errors } = await lonely.ask(InstagramSessionDocument, { id: documentedSessionId });
    await lonely.close();
    expect(errors?.[0]?.extensions).toMatchObject(unreachable);
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1');
  });
});
