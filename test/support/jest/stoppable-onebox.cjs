/** A Onebox in a separate process, which can be stopped with a signal. It returns the documented session. */
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const session = readFileSync(join(__dirname, '..', '..', 'fixtures', 'wire', 'session.200.json'));

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(session);
});
// While it is stopped, the system accepts two connections for it.
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
