/** A Onebox in a process of its own: it answers after 20 ms, and signs in whoever does not say that the password is wrong. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const latencyMs = 20;
const bodyOf = (name) => readFileSync(new URL(`../../test/fixtures/wire/${name}`, import.meta.url));
const session = bodyOf('session.200.json');
const signedIn = bodyOf('authenticate.200.json');
const refused = bodyOf('authenticate.401.refused.json');

async function answerTo(request) {
  if (!request.url.startsWith('/api/authenticate')) return [200, session];
  return (await text(request)).includes('wrong') ? [401, refused] : [200, signedIn];
}

const server = createServer(async (request, response) => {
  const [status, body] = await answerTo(request);
  await wait(latencyMs);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ origin: `http://127.0.0.1:${server.address().port}` }));
