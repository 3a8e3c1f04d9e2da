import { type CallOutcome } from './call-observer';

/** Timeouts, limits, retries and the circuit breaker of calls to Onebox. `src/config/settings/upstream-settings.ts` has the values. */
export interface UpstreamOptions {
  /** The timeout for connecting. */
  connectTimeoutMs: number;
  /** The timeout from the request to the last header. */
  headersTimeoutMs: number;
  /** The timeout between two pieces of a body. */
  bodyTimeoutMs: number;
  /** The timeout of one call, including its time in the queue, its retries and its body. */
  callTimeoutMs: number;
  maxBodyBytes: number;
  /** The maximum number of calls in flight. */
  maxInFlight: number;
  /** The maximum number of queued calls. */
  maxQueued: number;
  /** The maximum number of retries of one call. */
  maxRetries: number;
  /** The maximum of retries, in percent of all reads. */
  retryPercent: number;
  /** The failures, in percent of the last hundred calls, at which the circuit opens. */
  breakerPercent: number;
  /** The circuit does not open after fewer calls. */
  breakerMinCalls: number;
  /** How long the circuit stays open before one call tests Onebox. */
  breakerPauseMs: number;
}

/** Observes the calls of all callers. */
export interface UpstreamObserver {
  /** An attempt has ended. */
  onAttempt: (outcome: CallOutcome) => void;
  onRetry: () => void;
  /** A call or a body was rejected at a bound. */
  onShed: (bound: UpstreamBound) => void;
  onCircuit: (state: CircuitState) => void;
}

/** The bounds of calls: of the process, of one caller's share, and of the bytes of bodies. */
export const upstreamBounds = ['calls', 'caller-calls', 'body-bytes'] as const;

/** One of {@link upstreamBounds}. */
export type UpstreamBound = (typeof upstreamBounds)[number];

/** The state of a circuit breaker. Half-open: one test call is made. */
export type CircuitState = 'closed' | 'half-open' | 'open';
