import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { type BuiltGateway, BuiltGateways, post } from '../../support/gateway/built-gateways';
import { respondJson, type FakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { freePort } from '../../support/gateway/free-port';
import { type Answer } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { rawAnswer } from '../../support/clients/raw-response';

const canary = 'canary_0_canary_0';
const page = 'https://crm.example';

interface Started extends BuiltGateway {
  metricsOrigin: string;
}

let gateways: BuiltGateways;
let onebox: FakeOnebox;

async function start(
  env: Record<string, string>,
  options: Parameters<BuiltGateways['start']>[1] = {},
): Promise<Started> {
  const metricsPort = await freePort();
  const started = await gateways.start({ METRICS_PORT: String(metricsPort), ...env }, options);
  return { ...started, metricsOrigin: `http://127.0.0.1:${metricsPort}` };
}

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  ({ onebox } = gateways);
});

afterEach(() => gateways.stopAll());

afterAll(() => gateways.close());

const ask = (origin: string, headers: Record<string, string>, body: string): Promise<Response> =>
  post({ origin }, body, headers);

const sessionOperation = JSON.stringify({
  query: `{ instagramSession(id: "${documentedSessionId}") { id } }`,
});
const bearer = { authorization: 'Bearer some.callers.token' };

function expectStrict(what: string, headers: Headers): void {
  expect({ what, ...Object.fromEntries(headers) }).toMatchObject({
    what,
    'content-security-policy': expect.stringMatching(
      /^default-src 'none';.*frame-ancestors 'none'|^default-src 'none'; sandbox$|^sandbox allow-scripts$/,
    ) as string,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': expect.stringMatching(/no-store|no-cache|private/) as string,
  });
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  expect(headers.get('x-powered-by')).toBeNull();
}

function headersOf(answer: string): Headers {
  const [head = ''] = answer.split('\r\n\r\n');
  return new Headers(
    head
      .split('\r\n')
      .slice(1)
      .map((line): [string, string] => {
        const [name = '', ...value] = line.split(': ');
        return [name, value.join(': ')];
      }),
  );
}

describe('every response', () => {
  it('has the security headers', async () => {
    const sandboxPort = await freePort();
    const { origin, metricsOrigin } = await start(
      { SANDBOX_PORT: String(sandboxPort) },
      { args: ['--sandbox'] },
    );
    const sandbox = `http://127.0.0.1:${sandboxPort}`;
    const html = { accept: 'text/html' };
    const pages: [string, number, Record<string, string>?][] = [
      [`${origin}/graphql`, 200, html],
      [`${origin}/graphql?query={__typename}`, 400],
      [`${origin}/graphql/altair`, 302],
      [`${origin}/graphql/altair/`, 200],
      [`${origin}/connect`, 200],
      [`${origin}/connect/picture?url=x`, 404],
      [`${origin}/livez`, 200],
      [`${origin}/readyz`, 200],
      [`${origin}/`, 200, html],
      [`${origin}/`, 404],
      [`${origin}/schema`, 200],
      [`${sandbox}/`, 200],
      [`${origin}/${canary}`, 404],
      [`${origin}/%${canary}`, 400],
      [`${metricsOrigin}/metrics`, 200],
      [`${metricsOrigin}/${canary}`, 404],
      [`${metricsOrigin}/%${canary}`, 400],
      [`${sandbox}/instagraph/auth?redirectUrl=${sandbox}/instagraph/session`, 200],
      [`${sandbox}/instagraph/auth`, 400],
      [`${sandbox}/instagraph/session?sessionId=${documentedSessionId}`, 200],
      [`${sandbox}/instagraph/session`, 404],
      [`${sandbox}/instagraph/pages`, 404],
      [`${sandbox}/picture?url=x`, 200],
      [`${sandbox}/api/connection`, 401],
      [`${sandbox}/${canary}`, 404],
      [`${sandbox}/%${canary}`, 400],
    ];
    const linked = new Set<string>();
    for (const [url, status, headers = {}] of pages) {
      const answer = await fetch(url, { headers, redirect: 'manual' });
      const text = await answer.text();
      expect([url, answer.status]).toEqual([url, status]);
      expectStrict(url, answer.headers);
      expect(text).not.toContain(canary);
      if (!url.startsWith(origin)) continue;
      for (const [, path = ''] of text.matchAll(/(?:src|href)="([^":]+)"/g)) {
        linked.add(new URL(path, url.endsWith('/') ? url : `${url}/..`).href);
      }
    }
    expect(linked.size).toBeGreaterThan(5);
    for (const url of linked) expectStrict(url, (await fetch(url)).headers);
  });

  it('has one log line and one count, also for an unparsed request, without its content', async () => {
    const { gateway, origin, metricsOrigin } = await start(
      {},
      { overrides: { server: { clientTimeoutMs: 1000 } } },
    );
    const end = 'Host: x\r\nConnection: close\r\n\r\n';
    const requests: [number, string | Uint8Array][] = [
      [400, `${canary}\r\n\r\n`],
      [400, `${canary} / HTTP/1.1\r\n${end}`],
      [400, `GET /${canary} HTTP/9.9\r\n${end}`],
      [400, Uint8Array.from([0x16, 3, 1, 0, 0xa5, 1, 0, 0, 0xa1, 3, 3, 0])],
      [400, `GET /%${canary} HTTP/1.1\r\n${end}`],
      [400, `GET /${canary} HTTP/1.1\r\nConnection: close\r\n\r\n`],
      [400, `GET /${canary} HTTP/1.1\r\nHost: ${canary}\r\n${end}`],
      [400, `GET /${canary} HTTP/1.0\r\nHost: ${canary}/\r\nConnection: close\r\n\r\n`],
      [404, `GET /${canary} HTTP/1.1\r\nExpect: ${canary}\r\n${end}`],
      [405, `CONNECT ${canary}:443 HTTP/1.1\r\n${end}${canary}`],
      [404, `GET /${canary} HTTP/1.1\r\nUpgrade: ${canary}\r\nConnection: upgrade, close\r\nHost: x\r\n\r\n`],
      [408, `POST /graphql HT`],
      [
        408,
        `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"${canary}`,
      ],
      [413, `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 999999\r\n${end}`],
      [431, `GET / HTTP/1.1\r\nX-A: ${canary.repeat(1000)}\r\n${end}`],
    ];
    const counted = async (): Promise<Record<string, number>> => {
      const text = await (await fetch(`${metricsOrigin}/metrics`)).text();
      const lines = [...text.matchAll(/^gateway_http_requests_total\{status="(\d+)"\} (\d+)$/gm)];
      return Object.fromEntries(
        lines.map(([, status = '', count]): [string, number] => [status, Number(count)]),
      );
    };
    for (const [status, bytes] of requests) {
      const before = (await counted())[status] ?? 0;
      const answer = await rawAnswer(origin, bytes);
      expect([bytes, answer.slice(0, 12)]).toEqual([bytes, `HTTP/1.1 ${status}`]);
      expectStrict(String(bytes), headersOf(answer));
      expect(answer).not.toContain(canary);
      const requestId = headersOf(answer).get('x-request-id');
      const { errors } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Answer<unknown>;
      expect(errors?.[0]?.extensions).toMatchObject({ requestId, retryable: false });
      const [line] = await gateway.saw(
        new RegExp(`^.*"requestId":"${String(requestId)}".*"msg":"request".*$`, 'm'),
      );
      expect(JSON.parse(line)).toMatchObject({ status, codes: [errors?.[0]?.extensions.code] });
      expect([bytes, (await counted())[status]]).toEqual([bytes, before + 1]);
    }
    expect(gateway.output()).not.toContain(canary);
  });

  it('has the CORS headers for a listed origin only, also with an error', async () => {
    const held = holdAnswer(respondJson(200, documentedBody('session.200.json')));
    onebox.answer = held.listener;
    onebox.requests.length = 0;
    const { origin } = await start({
      CORS_ORIGINS: page,
      MAX_REQUESTS: '1',
      RATE_LIMIT_ADDRESS: '7',
      PERSISTED_OPERATIONS: 'warn',
    });
    const expectReadable = async (status: number, code: string, answer: Response): Promise<void> => {
      const { errors } = (await answer.json()) as Answer<unknown>;
      expect([answer.status, errors?.[0]?.extensions.code]).toEqual([status, code]);
      expect(answer.headers.get('access-control-allow-origin')).toBe(page);
      expect(answer.headers.get('access-control-expose-headers')).toBe(
        'X-Request-Id, Retry-After, RateLimit, RateLimit-Policy',
      );
      expectStrict(code, answer.headers);
    };
    const from = { origin: page };
    const waiting = ask(origin, { ...bearer, ...from }, sessionOperation);
    await until(() => onebox.requests.length === 1);
    await expectReadable(503, 'OVERLOADED', await ask(origin, from, '{"query":"{__typename}"}'));
    const elsewhere = await ask(origin, { origin: 'https://evil.example' }, '{"query":"{__typename}"}');
    expect([elsewhere.status, elsewhere.headers.get('access-control-allow-origin')]).toEqual([503, null]);
    held.release();
    expect((await waiting).status).toBe(200);
    await expectReadable(400, 'BAD_USER_INPUT', await ask(origin, from, '{"query":"{ wrong }"}'));
    await expectReadable(400, 'BAD_USER_INPUT', await ask(origin, from, '{'));
    await expectReadable(200, 'PERSISTED_QUERY_NOT_FOUND', await ask(origin, from, '{"documentId":"none"}'));
    await expectReadable(413, 'BAD_USER_INPUT', await ask(origin, from, ' '.repeat(300_000)));
    await expectReadable(
      415,
      'BAD_USER_INPUT',
      await ask(origin, { ...from, 'content-type': 'text/plain' }, '{}'),
    );
    await expectReadable(404, 'NOT_FOUND', await fetch(`${origin}/nowhere`, { headers: from }));
    let answer = await ask(origin, from, '{"query":"{__typename}"}');
    for (let count = 0; answer.status === 200 && count < 20; count += 1) {
      await answer.text();
      answer = await ask(origin, from, '{"query":"{__typename}"}');
    }
    await expectReadable(429, 'RATE_LIMITED', answer);
  });

  it('is absent for a connection over the limit, which is counted as dropped', async () => {
    const { origin, metricsOrigin } = await start({}, { overrides: { server: { maxConnections: 1 } } });
    const { port } = new URL(origin);
    const sockets: Socket[] = [];
    // 64 more are for health checks.
    for (let count = 0; count < 70; count += 1) {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      sockets.push(socket);
    }
    const dropped = sockets.slice(65);
    await Promise.all(
      dropped.map(async (socket) => {
        socket.resume();
        if (!socket.closed) await once(socket, 'close');
      }),
    );
    expect(sockets.filter(({ closed }) => closed)).toHaveLength(5);
    const text = await (await fetch(`${metricsOrigin}/metrics`)).text();
    expect(text).toContain('gateway_requests_shed_total{bound="dropped-connections"} 5\n');
    for (const socket of sockets) socket.destroy();
  });
});
