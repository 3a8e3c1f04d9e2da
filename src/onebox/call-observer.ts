import { type OneboxErrorKind } from './onebox-error';

/** How an attempt to call Onebox ended. */
export type CallOutcome = 'ok' | 'cancelled' | 'unforeseen' | OneboxErrorKind;

/** An attempt to call Onebox that is under way. */
export interface ObservedCall {
  /** The headers of W3C Trace Context for Onebox; none where nothing is traced. */
  traceHeaders: Readonly<Record<string, string>>;
  /** `atMs` is when Onebox's part in it ended, as `performance.now()` has it; undefined: now. */
  end(outcome: CallOutcome, atMs?: number): void;
}

/** Told of each attempt that one request makes. */
export interface CallObserver {
  /** `endpoint` is one of few: as Onebox's documentation has it, never with an id in it. */
  begin(endpoint: string): ObservedCall;
}
