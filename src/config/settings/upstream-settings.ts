import { constant, group, integer } from '../setting';

const timeoutRangeMs = [1, 600_000] as const;

/** Settings and constants of calls to Onebox: timeouts, limits, retries, circuit breaker. */
export const upstreamSettings = group('Calls to Onebox', {
  callTimeoutMs: integer(
    'ONEBOX_TIMEOUT_MS',
    'How long one call to Onebox may take, with its time in the queue and its retries, in milliseconds. Then it fails with ONEBOX_TIMEOUT.',
    10_000,
    timeoutRangeMs,
  ),
  // The default fits 10,000 Pages with an account each, which take 25 ms to parse and check.
  maxBodyBytes: integer(
    'ONEBOX_MAX_BODY_BYTES',
    'How large a response of Onebox may be, in bytes. A larger one fails with ONEBOX_BAD_RESPONSE.',
    8_388_608,
    [1024, 1_073_741_824],
  ),
  maxInFlight: integer(
    'ONEBOX_MAX_IN_FLIGHT',
    'How many calls one replica may have at Onebox at once. Others wait in a queue.',
    128,
    [1, 100_000],
  ),
  // TCP and TLS take three round trips, and a lost first packet takes another second (RFC 6298).
  connectTimeoutMs: constant(3000, {
    limit: 'Time to connect to Onebox, in milliseconds',
    effect: 'The call fails.',
    error: 'ONEBOX_TIMEOUT',
  }),
  // Less than the default ONEBOX_TIMEOUT_MS, to leave time for the body.
  headersTimeoutMs: constant(8000, {
    limit: 'Time for Onebox to begin its response, in milliseconds',
    effect: 'The call fails.',
    error: 'ONEBOX_TIMEOUT',
  }),
  bodyTimeoutMs: constant(5000, {
    limit: 'Silence of Onebox within a response, in milliseconds',
    effect: 'The call fails.',
    error: 'ONEBOX_TIMEOUT',
  }),
  // Four times the default ONEBOX_MAX_IN_FLIGHT: at 100 ms a call, the last in the queue waits 400 ms.
  maxQueued: constant(512, {
    limit: 'Calls in the queue, past ONEBOX_MAX_IN_FLIGHT',
    effect: 'The call is not made.',
    error: 'OVERLOADED, HTTP 503',
  }),
  // Only reads are retried. Three failures in a row indicate an outage, which retries prolong.
  maxRetries: constant(2, {
    limit: 'Retries of one read after a broken connection, 502, 503 or 504',
    effect: 'The call fails.',
    error: 'ONEBOX_UNAVAILABLE',
  }),
  // Retries add at most a tenth to the load of a failing Onebox.
  retryPercent: constant(10, {
    limit: 'Retries of 100 calls',
    effect: 'A failed read is not retried.',
    error: 'ONEBOX_UNAVAILABLE',
  }),
  breakerPercent: constant(50, {
    limit: 'Failures of the last 100 calls, in percent',
    effect: 'The circuit opens: calls fail at once.',
    error: 'ONEBOX_UNAVAILABLE / CIRCUIT_OPEN',
  }),
  // Two failures of three calls can be chance.
  breakerMinCalls: constant(20, {
    limit: 'Calls before their failures are judged',
    effect: 'The circuit can open.',
    error: '',
  }),
  // Long enough for Onebox to recover, and short enough that clients get responses soon after.
  breakerPauseMs: constant(3000, {
    limit: 'Time that the circuit stays open, in milliseconds',
    effect: 'One call tests whether Onebox has recovered.',
    error: '',
  }),
});
