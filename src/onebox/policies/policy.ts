import { type ReceivedBody } from '../bodies/body-budget';
import { type Cancellation } from '../client/cancellation';
import { type CallOrigin, type OneboxRequest } from '../client/onebox-request';
import { type JsonBody } from '../client/onebox-response';

/** How a read is shared between requests of its caller. */
export interface Sharing<T = unknown> {
  /** The same for reads of one path whose `read` gives the same. */
  readerKey: unknown;
  /** Whether a read that is in flight will do. */
  joinExisting: boolean;
  /** What to do with the text of a body that nobody has asked to forget meanwhile. */
  remember(text: string, answer: T): void;
}

/** One call on its way to Onebox. */
export interface Call<T = unknown> {
  request: OneboxRequest<T>;
  origin: CallOrigin;
  /** Undefined: the call is not shared. */
  sharing: Sharing<T> | undefined;
  /** Holds the body for whoever asked, or throws. It is dropped afterwards, unless it is held. */
  receive(answer: T, body: ReceivedBody): void;
  /** Called with the body before it is read. */
  onBody: ((json: JsonBody, body: ReceivedBody) => void) | undefined;
  /** Whether only one request waits for it; undefined: it does. */
  isSole: (() => boolean) | undefined;
  cancellation: Cancellation;
  /** On the clock of Date.now(). */
  deadlineMs: number;
  /** 1, and one more for each retry. */
  attempt: number;
}

/** What was decoded, and the body that it was decoded from. */
export interface Decoded<T = unknown> {
  answer: T;
  text: string;
  body: ReceivedBody;
}

/** Passes a call on to the next policy; the last one is the exchange with Onebox. */
export type Next = (call: Call) => Promise<Decoded>;

/** One concern of an outbound call: it passes the call on, changes it, repeats it, or ends it. */
export type Policy = (call: Call, next: Next) => Promise<Decoded>;

/** Chains policies in front of an exchange, the outermost first. Done once: a call makes no closures for it. */
export function compose(policies: readonly Policy[], exchange: Next): Next {
  return policies.reduceRight<Next>((next, policy) => (call) => policy(call, next), exchange);
}
