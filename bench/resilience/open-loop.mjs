/**
 * Asks `perSecond` times a second, whether answers come or not: over sockets and in a process of its own, so that it costs
 * the machine little of what the gateway is to have. Infinity keeps all connections busy.
 */
import { once } from 'node:events';
import { connect } from 'node:net';

import { okMark, requestBody } from './parts.mjs';

const callers = 100_000;

function requestBytes(caller) {
  return (
    'POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n' +
    `Authorization: Bearer caller-${caller}\r\nContent-Length: ${Buffer.byteLength(requestBody)}\r\n\r\n${requestBody}`
  );
}

/** One connection, with one request at a time; opened again when the gateway has closed it. */
class Connection {
  #socket;
  #seen = '';
  #onOutcome;

  constructor(port) {
    this.port = port;
  }

  /** Opened while nothing else is asked: the system gives up on many at once for a second and longer. */
  async open() {
    if (this.#socket !== undefined) return;
    this.#socket = this.#open();
    await once(this.#socket, 'connect');
  }

  ask(caller, onOutcome) {
    this.#onOutcome = onOutcome;
    this.#socket ??= this.#open();
    this.#socket.write(requestBytes(caller), 'latin1');
  }

  #open() {
    const socket = connect(this.port, '127.0.0.1').setNoDelay().setEncoding('latin1');
    let failure = 'closed';
    socket.on('data', (text) => this.#read(text));
    socket.on('error', ({ code }) => (failure = code));
    socket.on('close', () => {
      this.#seen = '';
      if (this.#socket === socket) this.#socket = undefined;
      this.#settle(`failed: ${failure}`);
    });
    return socket;
  }

  #read(text) {
    const seen = (this.#seen += text);
    const headEnd = seen.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = seen.slice(0, headEnd).toLowerCase();
    if (seen.length < headEnd + 4 + Number(/content-length: (\d+)/.exec(head)[1])) return;
    this.#seen = '';
    if (head.includes('connection: close')) {
      this.#socket.destroy();
      this.#socket = undefined;
    }
    const isOk = head.startsWith('http/1.1 200') && seen.includes(okMark);
    this.#settle(isOk ? 'ok' : (/"code":"([A-Z_]+)"/.exec(seen)?.[1] ?? head.slice(9, 12)));
  }

  #settle(outcome) {
    const onOutcome = this.#onOutcome;
    this.#onOutcome = undefined;
    onOutcome?.(outcome);
  }
}

let count = 0;

const free = [];

async function load({ origin, connections, perSecond, durationMs }) {
  const port = Number(new URL(origin).port);
  while (free.length < connections) free.unshift(new Connection(port));
  for (const connection of free) await connection.open();
  const spare = free.splice(0, free.length - connections);
  const outcomes = {};
  const latencies = [];
  let asked = 0;
  let unasked = 0;
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const dueNow = () => (elapsedMs() < durationMs ? Math.floor((elapsedMs() * perSecond) / 1000) : 0);
  const askWhatIsDue = () => {
    const due = dueNow();
    while (asked + unasked < due && free.length > 0) {
      const connection = free.pop();
      const askedAt = performance.now();
      asked += 1;
      connection.ask((count += 1) % callers, (outcome) => {
        free.push(connection);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        if (outcome === 'ok') latencies.push(performance.now() - askedAt);
        if (perSecond === Infinity) askWhatIsDue();
      });
    }
    if (due < Infinity) unasked += Math.max(0, due - asked - unasked);
  };
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      askWhatIsDue();
      if (elapsedMs() < durationMs || free.length < connections) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  const seconds = elapsedMs() / 1000;
  free.unshift(...spare);
  latencies.sort((a, b) => a - b);
  const percentile = (share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
  return { asked, unasked, outcomes, okPerSecond: latencies.length / seconds, p99Ms: percentile(0.99) };
}

process.on('message', ({ perSecond, ...order }) => {
  load({ ...order, perSecond: perSecond ?? Infinity }).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.stack }),
  );
});
