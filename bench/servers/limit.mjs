/** The limit: what a proxy written by hand for this one operation costs, without any GraphQL. */
import { createServer } from 'node:http';
import { URLSearchParams } from 'node:url';

import { announce, getSession } from './onebox.mjs';

const aliases = Array.from({ length: 10 }, (_, index) => `session${index}`);

function parametersOf(url) {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
  return { query: parameters.get('query'), variables: JSON.parse(parameters.get('variables')) };
}

announce(
  createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { query, variables } =
        request.method === 'GET' ? parametersOf(request.url) : JSON.parse(Buffer.concat(chunks));
      const session = await getSession(variables.id, request.headers.authorization);
      const data = query.includes('session9')
        ? Object.fromEntries(aliases.map((alias) => [alias, session]))
        : { instagramSession: session };
      const answer = JSON.stringify({ data });
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(answer),
      });
      response.end(answer);
    });
  }),
);
