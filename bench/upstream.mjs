/** Onebox, as far as the workloads ask it: in a process of its own, which counts its calls. */
import { createServer } from 'node:http';

import { wireOf, workloads } from './workloads.mjs';

const answers = new Map(
  workloads.map((workload) => [
    `/api/instagraph/session/${workload.id}`,
    { body: Buffer.from(JSON.stringify(wireOf(workload))), latencyMs: workload.latencyMs },
  ]),
);
let calls = 0;

const server = createServer((request, response) => {
  calls += 1;
  const answer = answers.get(request.url);
  if (answer === undefined || !request.headers.authorization?.startsWith('Bearer ')) {
    response.writeHead(404).end();
    return;
  }
  const send = () => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': answer.body.length,
    });
    response.end(answer.body);
  };
  if (answer.latencyMs === 0) send();
  else setTimeout(send, answer.latencyMs);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ origin: `http://127.0.0.1:${server.address().port}` }));
process.on('message', () => process.send({ calls }));
