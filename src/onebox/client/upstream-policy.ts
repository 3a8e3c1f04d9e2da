import { type CallOutcome } from './call-observer';

/**
 * How Onebox is called when it is slow, broken or down. The values, as a table with what each means, are in
 * `src/config/settings/upstream-settings.ts`; `onebox-client` applies them.
 */
export interface UpstreamPolicy {
  /** Until there is a connection. */
  connectTimeoutMs: number;
  /** From the request to the last header. */
  headersTimeoutMs: number;
  /** Of silence within a body. */
  bodyTimeoutMs: number;
  /** For one call: waiting for its turn, trying again and reading the body included. */
  callTimeoutMs: number;
  maxBodyBytes: number;
  /** At Onebox at once. */
  maxInFlight: number;
  /** Waiting for their turn behind those. */
  maxQueued: number;
  /** How often a call is tried again. */
  maxRetries: number;
  /** How many calls of a hundred may be such tries. */
  retryPercent: number;
  /** The number of failures in the last hundred calls above which the circuit opens. */
  breakerPercent: number;
  /** Fewer calls than this say nothing of Onebox. */
  breakerMinCalls: number;
  /** How long the circuit stays open before one call tests Onebox. */
  breakerPauseMs: number;
}

/** Called with the outcomes of calls. */
export interface UpstreamObserver {
  /** One attempt is over. */
  onAttempt: (outcome: CallOutcome) => void;
  onRetry: () => void;
  /** There was no room left: for one more call to wait, or for the bytes of a body. */
  onShed: (bound: UpstreamBound) => void;
  onCircuit: (state: CircuitState) => void;
}

/** What of the calls to Onebox is bounded: for the whole process, or one caller's share of the calls. */
export const upstreamBounds = ['calls', 'caller-calls', 'body-bytes'] as const;

/** One of {@link upstreamBounds}. */
export type UpstreamBound = (typeof upstreamBounds)[number];

/** Whether calls reach Onebox: all, one that tries it, or none. */
export type CircuitState = 'closed' | 'half-open' | 'open';
