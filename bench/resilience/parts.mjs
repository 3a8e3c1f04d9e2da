/** What the scripts of this folder share: a Onebox, gateways in processes of their own, and load. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { Pool } from 'undici';

import { serverCore, start } from '../processes.mjs';

const root = new URL('../../', import.meta.url);
const session = readFileSync(new URL('test/fixtures/wire/session.200.json', root));
export const sessionId =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
export const query = readFileSync(new URL('schema/operations/instagram-session.graphql', root), 'utf8');
const bodyFor = (id) => JSON.stringify({ query, variables: { id } });
const requestBody = bodyFor(sessionId);
/** What only a good answer to it has. */
const okMark = '"profile"';

/** A Onebox that answers after `latencyMs`, and counts what it is asked. */
export async function startOnebox({ latencyMs = 0, port = 0 } = {}) {
  const onebox = { attempts: 0, inFlight: 0, mostInFlight: 0 };
  const server = createServer((_request, response) => {
    onebox.attempts += 1;
    onebox.inFlight += 1;
    onebox.mostInFlight = Math.max(onebox.mostInFlight, onebox.inFlight);
    response.once('close', () => (onebox.inFlight -= 1));
    const answer = () =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': session.length })
        .end(session);
    if (latencyMs === 0) answer();
    else setTimeout(answer, latencyMs);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  onebox.port = server.address().port;
  onebox.origin = `http://127.0.0.1:${onebox.port}`;
  onebox.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return onebox;
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the built gateway on a core of its own, or on those given, and waits until it listens. */
export async function startGateway(oneboxOrigin, env = {}, nodeOptions = [], cores = serverCore) {
  const metricsPort = await freePort();
  const child = start(cores, [...nodeOptions, new URL('dist/main.js', root).pathname], {
    env: {
      PORT: '0',
      METRICS_PORT: String(metricsPort),
      ONEBOX_API_URL: oneboxOrigin,
      CACHE_TTL_SECONDS: '0',
      RATE_LIMIT_CALLER: '1000000',
      ...env,
    },
    output: 'pipe',
  });
  const origins = [];
  let seen = '';
  const listening = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (origins.length > 0) return;
      seen += text;
      const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(seen) ?? [];
      if (origin !== undefined) {
        origins.push(origin);
        resolve();
      }
    });
  });
  const ended = once(child, 'close').then(([code]) => code);
  await Promise.race([
    listening,
    ended.then((code) => {
      throw new Error(`The gateway ended with ${code}`);
    }),
  ]);
  return { origin: origins[0], metricsOrigin: `http://127.0.0.1:${metricsPort}`, process: child, ended };
}

/** The megabytes that a process has in memory. */
export function residentMegabytes(pid) {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / 1024 / 1024;
}

/** One client of gateways: asks for a session as one of many callers, and says what came of it. */
export class Client {
  #pool;
  #count = 0;
  #callers;
  #name;

  /** `name` is of all its callers, where there are fewer than two of them. */
  constructor(origin, connections, callers = 100_000, name = undefined) {
    this.#callers = callers;
    this.#name = name;
    this.#pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 30_000 });
  }

  /** `ok`, the code of the error, or `failed` where there was no answer at all. */
  async ask(id = undefined) {
    this.#count += 1;
    try {
      const { statusCode, body: answered } = await this.#pool.request({
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          // Calls of different callers are never shared.
          authorization: `Bearer ${this.#name ?? `caller-${this.#count % this.#callers}`}`,
        },
        body: id === undefined ? requestBody : bodyFor(id),
      });
      const text = await answered.text();
      if (statusCode === 200 && text.includes(okMark)) return 'ok';
      return /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? `status ${statusCode}`;
    } catch (error) {
      return `failed: ${error.code ?? error.message}`;
    }
  }

  close() {
    return this.#pool.destroy();
  }
}

/**
 * Asks `perSecond` times a second for `durationMs`, whether answers come or not, with `mostOpen` unanswered at most.
 * Gives how often what came of it, how many good answers there were a second until the last was there, and how long
 * they took.
 */
export async function load(
  client,
  { perSecond, durationMs, mostOpen = 20_000, onOutcome = () => undefined },
) {
  const outcomes = {};
  const latencies = [];
  let open = 0;
  let asked = 0;
  let unasked = 0;
  const startedAt = performance.now();
  const ask = async () => {
    open += 1;
    const askedAt = performance.now();
    const outcome = await client.ask();
    open -= 1;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (outcome === 'ok') latencies.push(performance.now() - askedAt);
    onOutcome(outcome);
  };
  while (performance.now() - startedAt < durationMs) {
    const due = ((performance.now() - startedAt) * perSecond) / 1000;
    for (; asked + unasked < due;) {
      if (open >= mostOpen) unasked += 1;
      else {
        asked += 1;
        void ask();
      }
    }
    await wait(2);
  }
  while (open > 0) await wait(10);
  latencies.sort((a, b) => a - b);
  const percentile = (share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
  const okPerSecond = ((outcomes.ok ?? 0) * 1000) / (performance.now() - startedAt);
  return { asked, unasked, outcomes, okPerSecond, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

/** Keeps `concurrency` requests open until `count` are answered or `durationMs` are over. */
export async function keepBusy(client, { concurrency, count = Infinity, durationMs = Infinity }) {
  const outcomes = {};
  const startedAt = performance.now();
  let asked = 0;
  const worker = async () => {
    while (asked < count && performance.now() - startedAt < durationMs) {
      asked += 1;
      const outcome = await client.ask();
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { outcomes, perSecond: ((outcomes.ok ?? 0) * 1000) / (performance.now() - startedAt) };
}

/** Prints a figure beside what it should be, and gives whether it is. */
export function report(what, figure, target, holds) {
  process.stdout.write(`${holds ? 'ok  ' : 'MISS'}  ${what}: ${figure} (target: ${target})\n`);
  return holds;
}
