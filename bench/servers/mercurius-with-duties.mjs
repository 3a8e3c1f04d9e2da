/**
 * Mercurius with its JIT and the duties of a production gateway: a log line and a histogram of durations for each request,
 * deadlines and a bound of the body for each call, equal calls of one caller in flight shared, every field checked.
 */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { pino } from 'pino';
import { Histogram } from 'prom-client';
import { Pool } from 'undici';
import { z } from 'zod';

import { typeDefs } from './onebox.mjs';
import { toSession } from './session-shape.mjs';

const timeoutMs = 10_000;
const pool = new Pool(process.env.ONEBOX_API_URL, {
  connect: { timeout: 3000 },
  headersTimeout: 5000,
  bodyTimeout: 5000,
  maxResponseSize: 8_388_608,
});

const account = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string().nullish(),
  has_profile_picture: z.boolean(),
  profile_pic: z.url().optional(),
});
const page = z.object({
  id: z.string(),
  name: z.string(),
  instagram_business_account: z
    .object({ id: z.string(), username: z.string(), name: z.string().nullish() })
    .optional(),
  instagram_accounts: z.array(account).default([]),
});
const session = z.object({
  session: z.string(),
  profile: z.object({ id: z.string(), name: z.string() }),
  accounts: z.array(page),
});

async function readSession(id, authorization) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: `/api/instagraph/session/${encodeURIComponent(id)}`,
      headers: { authorization, accept: 'application/json' },
      signal: controller.signal,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`Onebox answered with status ${statusCode}.`);
    return toSession(id, session.parse(JSON.parse(text)));
  } finally {
    clearTimeout(timer);
  }
}

const inFlight = new Map();

function getSession(id, authorization) {
  const key = `${authorization} ${id}`;
  let call = inFlight.get(key);
  if (call === undefined) {
    call = readSession(id, authorization).finally(() => inFlight.delete(key));
    inFlight.set(key, call);
  }
  return call;
}

const log = pino();
const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took.',
  labelNames: ['status'],
});

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: { instagramSession: (_, { id }, { authorization }) => getSession(id, authorization) } },
  context: ({ headers }) => ({ authorization: headers.authorization }),
  jit: 1,
});
app.addHook('onResponse', async ({ id, method, routeOptions, body }, { statusCode, elapsedTime }) => {
  durations.observe({ status: statusCode }, elapsedTime / 1000);
  log.info(
    {
      requestId: id,
      method,
      path: routeOptions.url,
      operationName: body?.operationName,
      statusCode,
      durationMs: elapsedTime,
    },
    'request completed',
  );
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
