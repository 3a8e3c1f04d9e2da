/** Onebox, as far as the workloads ask it: in a process of its own, which counts its calls. */
import { createServer } from 'node:http';

import { connectionPage } from './wire-connections.mjs';
import { wireOf, wireSessionOf } from './wire-session.mjs';
import { workloads } from '../workloads.mjs';

const bytesOf = (value) => Buffer.from(JSON.stringify(value));
const sessionPath = '/api/instagraph/session/';
const responses = new Map(
  workloads.map((workload) => [
    `${sessionPath}${workload.id}`,
    { body: bytesOf(wireOf(workload)), latencyMs: workload.latencyMs },
  ]),
);
let calls = 0;

/** Undefined where Onebox has nothing at that address. */
function responseTo(address) {
  const known = responses.get(address);
  if (known !== undefined) return known;
  if (address.startsWith(sessionPath)) {
    const session = wireSessionOf(address.slice(sessionPath.length));
    return session && { body: bytesOf(session), latencyMs: 0 };
  }
  const { pathname, searchParams } = new URL(address, 'http://onebox');
  if (pathname !== '/api/connection') return undefined;
  const page = connectionPage(
    Number(searchParams.get('limit') ?? 20),
    Number(searchParams.get('offset') ?? 0),
  );
  const response = { body: bytesOf(page), latencyMs: 0 };
  responses.set(address, response);
  return response;
}

const server = createServer((request, response) => {
  calls += 1;
  const isAuthorized = request.headers.authorization?.startsWith('Bearer ') ?? false;
  const found = isAuthorized ? responseTo(request.url) : undefined;
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  const send = () => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': found.body.length,
    });
    response.end(found.body);
  };
  if (found.latencyMs === 0) send();
  else setTimeout(send, found.latencyMs);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ origin: `http://127.0.0.1:${server.address().port}` }));
process.on('message', () => process.send({ calls }));
