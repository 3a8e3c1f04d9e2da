import { z } from 'zod';

import { commaSeparated, constant, group, integer, isSecure } from '../setting';

export const portRange = [0, 65_535] as const;

/** Settings of the HTTP server: addresses, limits of connections and requests, shutdown. */
export const serverSettings = group('Server', {
  host: {
    name: 'HOST',
    meaning: 'The address that the gateway listens on.',
    expected: 'an address or a host name',
    defaultText: '127.0.0.1',
    schema: z.string().regex(/^[\w.:-]+$/),
  },
  port: integer('PORT', 'The port that the gateway listens on.', 4000, portRange, 'any free port'),
  corsOrigins: {
    name: 'CORS_ORIGINS',
    meaning: 'The origins whose pages may use the gateway from a browser, comma-separated. Default: none.',
    expected: 'a comma-separated list of https origins (http only for this machine) without a path',
    defaultText: '',
    schema: commaSeparated.refine((origins) => origins.every(isWebOrigin)),
  },
  trustedProxies: {
    name: 'TRUST_PROXY',
    meaning:
      'The proxies whose X-Forwarded-For header is trusted: addresses or networks, comma-separated. Default: none.',
    expected: 'a comma-separated list of IP addresses or CIDR networks',
    defaultText: '',
    schema: commaSeparated.refine((proxies) => proxies.every(isNetwork)),
  },
  maxRequests: integer(
    'MAX_REQUESTS',
    'How many requests run at once, half of them of one caller at most. More are rejected with HTTP 503 and OVERLOADED.',
    1024,
    [1, 100_000],
  ),
  // The default is longer than the defaults of AWS and nginx, which could otherwise use a connection that is being closed.
  keepAliveTimeoutMs: integer(
    'KEEP_ALIVE_TIMEOUT_MS',
    'How long an idle connection stays open, in milliseconds. Set it longer than your load balancer keeps its own: Google Cloud needs 620000.',
    72_000,
    [1000, 3_600_000],
  ),
  shutdownDelayMs: integer(
    'SHUTDOWN_DELAY_MS',
    'How long the gateway serves after SIGTERM while /readyz returns 503, in milliseconds. Set it longer than your load balancer takes to notice.',
    5000,
    [0, 600_000],
  ),
  // Four times the default of MAX_REQUESTS, since most connections are idle.
  maxConnections: constant(4096, {
    limit: 'Open connections of clients',
    effect: 'A request on a further connection is rejected, and the connection is closed.',
    error: 'OVERLOADED, HTTP 503',
  }),
  // Callers wait a second without giving up. A longer queue would delay every response.
  maxWaitMs: constant(1000, {
    limit: 'Time that the first request in the queue has waited for the processor, in milliseconds',
    effect: 'Requests that arrive later are rejected.',
    error: 'OVERLOADED, HTTP 503',
  }),
  // The largest request, 256 KiB, takes 15 s at 140 kbit/s.
  clientTimeoutMs: constant(15_000, {
    limit: 'Time for a client to send a request, or to continue to read its response, in milliseconds',
    effect: 'The connection is closed.',
    error: 'BAD_USER_INPUT, HTTP 408, where no response has begun',
  }),
});

/** Whether a text is an origin in the form of the `Origin` header. */
function isWebOrigin(text: string): boolean {
  return URL.canParse(text) && text === new URL(text).origin && isSecure(new URL(text));
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, rest] = text.split('/');
  const bits = /^\d{1,3}$/.test(prefix ?? '0') ? Number(prefix ?? '0') : Infinity;
  if (rest !== undefined) return false;
  if (z.ipv4().safeParse(address).success) return bits <= 32;
  return z.ipv6().safeParse(address).success && bits <= 128;
}
