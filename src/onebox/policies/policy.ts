import { type ReceivedBody } from '../bodies/body-budget';
import { type Cancellation } from '../client/cancellation';
import { type CallOrigin, type OneboxRequest } from '../client/onebox-request';
import { type JsonBody } from '../client/onebox-response';

/** How a read is deduplicated between requests of its caller. */
export interface Deduplication<T = unknown> {
  /** Equal for reads of one path that decode to the same value. */
  readerKey: unknown;
  /** Whether the read may join a call in flight. */
  joinExisting: boolean;
  /** Caches the body. Not called if the caller has changed data since the call began, or a later call has replaced it. */
  cache(text: string, value: T): void;
}

/** One call to Onebox, as it passes through the policies. */
export interface Call<T = unknown> {
  request: OneboxRequest<T>;
  origin: CallOrigin;
  /** Undefined for a call that is not deduplicated, such as a change. */
  deduplication: Deduplication<T> | undefined;
  /** Lets the operation hold the body, which is dropped otherwise. Throws an OneboxError where a budget is exceeded. */
  receive(value: T, body: ReceivedBody): void;
  /** Called with the body before it is decoded. */
  onBody: ((json: JsonBody, body: ReceivedBody) => void) | undefined;
  /** Whether only one request waits for the call. Undefined: it is so. */
  hasOneWaiter: (() => boolean) | undefined;
  cancellation: Cancellation;
  /** Unix time in milliseconds. */
  deadlineMs: number;
  /** 1 for the first attempt, and one more for each retry. */
  attempt: number;
}

/** A decoded value, and its body. */
export interface Decoded<T = unknown> {
  value: T;
  text: string;
  body: ReceivedBody;
}

/** Passes a call to the next policy. The last one is the exchange with Onebox. */
export type Next = (call: Call) => Promise<Decoded>;

/** One concern of an outbound call. It passes the call on, changes, repeats or ends it. */
export type Policy = (call: Call, next: Next) => Promise<Decoded>;

/** Chains policies before an exchange, the outermost first. It runs once, so that a call creates no closures for it. */
export function compose(policies: readonly Policy[], exchange: Next): Next {
  return policies.reduceRight<Next>((next, policy) => (call) => policy(call, next), exchange);
}
