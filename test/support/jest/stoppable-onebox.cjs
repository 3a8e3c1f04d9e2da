/** A Onebox in a process of its own, which can be stopped as a whole. It answers the documented session. */
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const session = readFileSync(join(__dirname, '..', '..', 'fixtures', 'wire', 'session.200.json'));

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(session);
});
// The system accepts two connections in its name, and no more while it is stopped.
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
