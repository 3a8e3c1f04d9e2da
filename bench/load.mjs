/** Sends requests over keep-alive connections, each a caller of its own, and checks every answer. In a process of its own. */
import { connect } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

import { bodyOf, expectedData, workloads } from './workloads.mjs';

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (caller) =>
  [
    base64url({ alg: 'HS256', typ: 'JWT' }),
    base64url({ sub: String(caller), sid: '169', iat: 1_700_000_000, exp: 4_000_000_000 }),
    'c2lnbmF0dXJl',
  ].join('.');

function requestBytes(body, caller) {
  return Buffer.from(
    `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nAccept: application/json\r\n` +
      `Content-Type: application/json\r\nAuthorization: Bearer ${tokenOf(caller)}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Calls `onAnswer(body)` for each complete HTTP answer on the socket. */
function readAnswers(socket, onAnswer) {
  let chunks = [];
  let size = 0;
  let head;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (head === undefined) {
      const seen = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      chunks = [seen];
      const end = seen.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = seen.latin1Slice(0, end).toLowerCase();
      if (!text.startsWith('http/1.1 200')) throw new Error(seen.toString().slice(0, 2000));
      const length = /content-length: (\d+)/.exec(text)?.[1];
      head = { end: end + 4, total: length === undefined ? undefined : end + 4 + Number(length) };
    }
    const isComplete = head.total === undefined ? chunk.subarray(-5).equals(lastChunk) : size >= head.total;
    if (!isComplete) return;
    const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
    const body = all.subarray(head.end);
    const text = head.total === undefined ? dechunked(body) : body;
    chunks = [];
    size = 0;
    head = undefined;
    onAnswer(text);
  });
}

const lastChunk = Buffer.from('0\r\n\r\n');

function dechunked(body) {
  const parts = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.latin1Slice(at, end), 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
}

async function run({ origin, workload: name, speaksWire, connections, seconds }) {
  const workload = workloads.find((one) => one.name === name);
  const body = bodyOf(workload, speaksWire);
  const latencies = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  let right;
  const check = (answer) => {
    if (right?.equals(answer)) return;
    const { data, errors } = JSON.parse(answer);
    if (errors !== undefined || !isDeepStrictEqual(data, expectedData(workload, speaksWire))) {
      throw new Error(`A wrong answer to ${name} from ${origin}: ${answer.toString().slice(0, 1000)}`);
    }
    right = Buffer.from(answer);
  };
  const { hostname, port } = new URL(origin);
  await Promise.all(
    Array.from(
      { length: connections },
      (_, caller) =>
        new Promise((resolve, reject) => {
          const bytes = requestBytes(body, caller);
          const socket = connect(Number(port), hostname).setNoDelay().on('error', reject);
          let sent;
          const send = () => {
            sent = performance.now();
            socket.write(bytes);
          };
          socket.on('connect', send);
          readAnswers(socket, (answer) => {
            const now = performance.now();
            latencies.push(now - sent);
            check(answer);
            if (now < until) send();
            else resolve(socket.destroy());
          });
        }),
    ),
  );
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return {
    requests: sorted.length,
    seconds: (performance.now() - started) / 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

process.on('message', ({ key, ...order }) => {
  run(order).then(
    (result) => process.send({ key, result }),
    (error) => process.send({ key, error: error.stack }),
  );
});
