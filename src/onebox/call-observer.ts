import { type OneboxErrorKind } from './onebox-error';

/** How an attempt to call Onebox ended. */
export type CallOutcome = 'ok' | 'cancelled' | 'unforeseen' | OneboxErrorKind;

/** An attempt to call Onebox that is under way. */
export interface ObservedCall {
  /** The `traceparent` header for Onebox (W3C Trace Context); undefined where nothing is traced. */
  traceparent: string | undefined;
  /** `atMs` is when Onebox's part in it ended, as `performance.now()` has it; undefined: now. */
  end(outcome: CallOutcome, atMs?: number): void;
}

/** Told of each attempt that one request makes. */
export interface CallObserver {
  /** `endpoint` is one of few: as Onebox's documentation has it, never with an id in it. */
  begin(endpoint: string): ObservedCall;
}
