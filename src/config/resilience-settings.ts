import { setting, wholeNumber } from './setting';

const number = (meaning: string, byDefault: number, [min, max]: readonly [number, number]) =>
  setting(
    { meaning, expected: `a whole number from ${min} to ${max}`, defaultText: String(byDefault) },
    wholeNumber(min, max),
  );

const waitMs = [1, 600_000] as const;
const amount = [1, 100_000] as const;
const sizeBytes = [1024, 1_073_741_824] as const;
const percent = [1, 99] as const;

/** How the gateway behaves when Onebox is sick and when too much is asked of it: the policy, a row each. */
export const resilienceSettings = {
  // Deadlines
  ONEBOX_CONNECT_TIMEOUT_MS: number('How long connecting to Onebox may take, in milliseconds.', 3000, waitMs),
  ONEBOX_HEADERS_TIMEOUT_MS: number(
    'How long Onebox may take to begin an answer, in milliseconds.',
    8000,
    waitMs,
  ),
  ONEBOX_BODY_TIMEOUT_MS: number(
    'How long Onebox may be silent within an answer, in milliseconds.',
    5000,
    waitMs,
  ),
  ONEBOX_TIMEOUT_MS: number(
    'How long one call to Onebox may take, waiting for its turn and trying again included, in milliseconds.',
    10_000,
    waitMs,
  ),
  OPERATION_TIMEOUT_MS: number(
    'How long all calls to Onebox of one operation may take together, in milliseconds.',
    15_000,
    waitMs,
  ),
  // Retries, of reads alone
  ONEBOX_MAX_RETRIES: number('How often a read that Onebox failed is tried again.', 2, [0, 10]),
  ONEBOX_RETRY_PERCENT: number('How many calls of a hundred may be such tries.', 10, [0, 100]),
  // The breaker
  ONEBOX_BREAKER_PERCENT: number(
    'Past how many failures of the last hundred calls Onebox is left in peace.',
    50,
    percent,
  ),
  ONEBOX_BREAKER_MIN_CALLS: number('Fewer calls than this say nothing of Onebox.', 20, amount),
  ONEBOX_BREAKER_PAUSE_MS: number(
    'How long Onebox is left in peace before one call tries it, in milliseconds.',
    3000,
    waitMs,
  ),
  // Bounds
  ONEBOX_MAX_IN_FLIGHT: number('How many calls may be at Onebox at once.', 128, amount),
  ONEBOX_MAX_QUEUED: number('How many calls may wait for their turn behind those.', 512, [0, 100_000]),
  // Ten thousand Pages with an account each, which take 25 ms to parse and check.
  ONEBOX_MAX_BODY_BYTES: number('How large an answer of Onebox may be, in bytes.', 8_388_608, sizeBytes),
  ONEBOX_MAX_CALLS: number('How many calls to Onebox one operation may take.', 250, [1, 10_000]),
  MAX_REQUESTS: number('How many requests may run at once.', 1024, amount),
  MAX_WAIT_MS: number(
    'How long a request may wait for its turn before those that come after it are refused, in milliseconds.',
    1000,
    waitMs,
  ),
  MAX_CONNECTIONS: number('How many connections clients may have open.', 4096, amount),
  CLIENT_TIMEOUT_MS: number(
    'How long a client may take to send a request, or stop reading its answer, in milliseconds.',
    15_000,
    [100, 600_000],
  ),
  // Life cycle
  LAME_DUCK_MS: number(
    'How long the gateway still serves after it was asked to end, not ready any more, in milliseconds.',
    5000,
    [0, 600_000],
  ),
};
