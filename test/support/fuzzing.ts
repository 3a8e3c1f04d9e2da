import fc from 'fast-check';
import { type Dispatcher, Pool } from 'undici';

import { respondJson, type FakeOnebox, startFakeOnebox } from './onebox/fake-onebox';
import { type GatewayProcess, startGatewayProcess } from './gateway/gateway-process';
import { hostileOnebox, upstreamCanary } from './onebox/hostile-onebox';

/** Secrets that clients send, and that no output may contain. */
export const clientCanary = 'canary_0_client_0_canary_0_client_0';

/** The maximum duration of a response: a call to Onebox may take half a second, and an operation several. */
const deadlineMs = 8000;
const concurrency = 24;
const batches = 100;
const perBatch = 201;
const mostRefusals = 60;

/** A request to send. */
export type FuzzedRequest = Pick<Dispatcher.RequestOptions, 'method' | 'path'> & {
  headers: Record<string, string>;
  body?: string;
};

/** The summary of all responses. */
export interface FuzzTally {
  answers: number;
  statuses: Record<number, number>;
  internalServerErrors: number;
  overDeadline: number;
  unanswered: number;
  /** The first responses that contain a secret. */
  canaries: string[];
  withData: number;
}

/** The built gateway with a misbehaving Onebox, and a client that counts the responses. */
export interface FuzzTarget {
  tally: FuzzTally;
  gateway: GatewayProcess;
  /** The exported traces so far. */
  traces(): string;
  send(requests: readonly FuzzedRequest[]): Promise<void>;
  close(): Promise<number | null>;
}

/** Starts both with the default limits, but without rate limits. */
export async function startFuzzTarget(): Promise<FuzzTarget> {
  const onebox: FakeOnebox = await startFakeOnebox(hostileOnebox());
  const collector = await startFakeOnebox(respondJson(200, {}));
  const env = {
    PORT: '0',
    ONEBOX_API_URL: onebox.origin,
    ONEBOX_TIMEOUT_MS: '500',
    LOG_LEVEL: 'info',
    SHUTDOWN_DELAY_MS: '0',
    CACHE_TTL_SECONDS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    RATE_LIMIT_CALLER: '0',
    RATE_LIMIT_ADDRESS: '0',
    RATE_LIMIT_SIGN_IN_ADDRESS: '0',
    RATE_LIMIT_SIGN_IN_ACCOUNT: '0',
  };
  const gateway = startGatewayProcess([], env, { overrides: { onebox: { quotaBackoffMs: 0 } } });
  const origin = await originOf(gateway);
  const pool = new Pool(origin, { connections: concurrency, headersTimeout: 0, bodyTimeout: 0 });
  const tally: FuzzTally = {
    answers: 0,
    statuses: {},
    internalServerErrors: 0,
    overDeadline: 0,
    unanswered: 0,
    canaries: [],
    withData: 0,
  };
  const sendOne = async (request: FuzzedRequest, refusals = 0): Promise<void> => {
    const startedAt = performance.now();
    try {
      const { statusCode, headers, body } = await pool.request({
        ...request,
        signal: AbortSignal.timeout(deadlineMs * 2),
      });
      const text = `${JSON.stringify(headers)} ${await body.text()}`;
      // On a busy machine the request was rejected before its validation.
      if (statusCode === 503 && text.includes('OVERLOADED') && refusals < mostRefusals) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await sendOne(request, refusals + 1);
        return;
      }
      tally.answers += 1;
      tally.statuses[statusCode] = (tally.statuses[statusCode] ?? 0) + 1;
      // Not where `errorCatalog` lists it.
      if (statusCode >= 500 || text.includes('"extensions":{"code":"INTERNAL_SERVER_ERROR"')) {
        tally.internalServerErrors += 1;
      }
      if (text.includes(clientCanary) || text.includes(upstreamCanary))
        tally.canaries.push(text.slice(0, 2000));
      if (/"data":\{/.test(text)) tally.withData += 1;
    } catch {
      tally.unanswered += 1;
    }
    if (performance.now() - startedAt > deadlineMs) tally.overDeadline += 1;
  };
  return {
    tally,
    gateway,
    traces: () => collector.requests.map(({ body }) => body).join('\n'),
    send: async (requests) => {
      const waiting = [...requests];
      const worker = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await sendOne(next);
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
    },
    close: async () => {
      await pool.destroy();
      gateway.kill('SIGTERM');
      const code = await gateway.ended;
      await onebox.close();
      await collector.close();
      return code;
    },
  };
}

/** Sends 20,100 random requests, and expects no failure. */
export async function expectUnharmed(
  target: FuzzTarget,
  request: fc.Arbitrary<FuzzedRequest>,
): Promise<void> {
  const { tally, gateway } = target;
  const batch = fc.array(request, { minLength: perBatch, maxLength: perBatch });
  await fc.assert(
    fc.asyncProperty(batch, (requests) => target.send(requests)),
    { numRuns: batches, endOnFailure: true },
  );
  expect(await target.close()).toBe(0);
  expect(tally).toMatchObject({
    answers: batches * perBatch,
    internalServerErrors: 0,
    overDeadline: 0,
    unanswered: 0,
    canaries: [],
  });
  expect(target.traces()).toContain('"http.response.status_code"');
  for (const told of [gateway.output(), target.traces()]) expect(told).not.toContain(clientCanary);
  expect(gateway.output()).not.toContain('unexpected error');
}

async function originOf(gateway: GatewayProcess): Promise<string> {
  const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
  return origin;
}
