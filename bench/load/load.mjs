/** Sends requests over keep-alive connections and checks every response. In a process of its own. */
import { isDeepStrictEqual } from 'node:util';

import { keepSending } from './connection.mjs';
import { expectedData } from './expected-data.mjs';
import { requestBytes } from './requests.mjs';
import { profileNameOf, sessionId } from '../upstream/wire-session.mjs';
import { requestOf, workloads } from '../workloads.mjs';

const callers = 50;

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (caller) =>
  [
    base64url({ alg: 'HS256', typ: 'JWT' }),
    base64url({ sub: String(caller), sid: '169', iat: 1_700_000_000, exp: 4_000_000_000 }),
    'c2lnbmF0dXJl',
  ].join('.');

/** Sends the request of a workload again and again for some seconds. */
async function run({ origin, workload: name, speaksWire, connections, seconds }) {
  const workload = workloads.find((one) => one.name === name);
  const request = requestOf(workload, speaksWire);
  const latencies = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  let right;
  const check = (body) => {
    if (right?.equals(body)) return;
    const { data, errors } = JSON.parse(body);
    if (errors !== undefined || !isDeepStrictEqual(data, expectedData(workload, speaksWire))) {
      throw new Error(`A wrong response to ${name} from ${origin}: ${body.toString().slice(0, 1000)}`);
    }
    right = Buffer.from(body);
  };
  await Promise.all(
    Array.from({ length: connections }, (_, connection) => {
      const bytes = requestBytes(request, tokenOf(connection % callers));
      let sent;
      return keepSending(
        origin,
        () => {
          const now = performance.now();
          if (sent !== undefined && now >= until) return undefined;
          sent = now;
          return bytes;
        },
        (body) => {
          latencies.push(performance.now() - sent);
          check(body);
        },
      );
    }),
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

/** Reads each of many sessions once, as a number of callers in turn. */
async function readDistinct({ origin, connections, sessions, distinctCallers }) {
  const [smallest] = workloads;
  let index = 0;
  await Promise.all(
    Array.from({ length: connections }, () => {
      let id;
      return keepSending(
        origin,
        () => {
          if (index === sessions) return undefined;
          const caller = index % distinctCallers;
          id = sessionId(`distinct-${index}`);
          index += 1;
          return requestBytes(requestOf({ ...smallest, id }), tokenOf(caller));
        },
        (body) => {
          const { data, errors } = JSON.parse(body);
          const { id: readId, profile } = data?.instagramSession ?? {};
          if (errors !== undefined || readId !== id || profile.name !== profileNameOf(id)) {
            throw new Error(`A wrong response to ${id} from ${origin}: ${body.toString().slice(0, 1000)}`);
          }
        },
      );
    }),
  );
  return { requests: index };
}

process.on('message', ({ key, ...order }) => {
  (order.sessions === undefined ? run(order) : readDistinct(order)).then(
    (result) => process.send({ key, result }),
    (error) => process.send({ key, error: error.stack }),
  );
});
