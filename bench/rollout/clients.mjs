/** Clients in a process of their own, so that what they cost is not taken from the proxy. They ask until they are told to end. */
import { setTimeout as wait } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';

import { Pool } from 'undici';

import { query, sessionId } from '../resilience/parts.mjs';

const outcomes = { POST: {}, GET: {} };
let isOver = false;

/** A POST and a GET of the same query in turn, at a steady rate, whether responses come or not. */
async function keepAsking(origin, perSecond) {
  const pool = new Pool(origin, { connections: 200, pipelining: 1, headersTimeout: 30_000 });
  const variables = { id: sessionId };
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const requests = {
    POST: { path: '/graphql', body: JSON.stringify({ query, variables }) },
    GET: { path: `/graphql?${parameters}` },
  };
  let open = 0;
  let asked = 0;
  const ask = async (method) => {
    open += 1;
    let outcome = 'ok';
    try {
      const { statusCode, body } = await pool.request({
        method,
        headers: {
          'content-type': 'application/json',
          'apollo-require-preflight': 'true',
          authorization: `Bearer caller-${asked % 2000}`,
        },
        ...requests[method],
      });
      const text = await body.text();
      if (statusCode !== 200 || !text.includes('"profile"') || text.includes('"errors"')) {
        outcome = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? `status ${statusCode}`;
      }
    } catch (error) {
      outcome = error.code ?? error.message;
    }
    outcomes[method][outcome] = (outcomes[method][outcome] ?? 0) + 1;
    open -= 1;
  };
  const startedAt = performance.now();
  while (!isOver) {
    const due = ((performance.now() - startedAt) * perSecond) / 1000;
    for (; asked < due; asked += 1) void ask(asked % 2 === 0 ? 'POST' : 'GET');
    await wait(2);
  }
  while (open > 0) await wait(10);
  await pool.destroy();
}

process.on('message', async (order) => {
  if (order === 'end') {
    isOver = true;
    return;
  }
  await keepAsking(order.origin, order.perSecond);
  process.send(outcomes);
});
