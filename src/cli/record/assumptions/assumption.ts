import { digits } from '../../../onebox/wire/table/values';
import { type RecordInput } from '../record-input';
import { type Recorded, type RecordedResponse } from '../recorded-calls';

/** The recorded responses, and the values that their checks need. */
export interface Seen extends Recorded {
  input: RecordInput;
  utcOffset: string;
  /** The maximum difference between the clocks of Onebox and of this machine. */
  clockSkewMs: number;
  now: Date;
}

/** The result of a check. The reason contains no recorded value. */
export interface Judgement {
  verdict: 'holds' | 'does not hold' | 'not seen';
  reason?: string;
}

/** A property of Onebox that the gateway relies on, but that is not documented. */
export interface Assumption {
  statement: string;
  /** How `doctor --record` checks it. */
  checkedBy: string;
  judge: (seen: Seen) => Judgement;
}

/** Checks the types of assumptions. */
export function assumptions(list: readonly Assumption[]): readonly Assumption[] {
  return list;
}

export const holds: Judgement = { verdict: 'holds' };

export function doesNotHold(reason: string): Judgement {
  return { verdict: 'does not hold', reason };
}

export function notSeen(reason: string): Judgement {
  return { verdict: 'not seen', reason };
}

export function holdsUnless(isOtherwise: boolean, reason: string): Judgement {
  return isOtherwise ? doesNotHold(reason) : holds;
}

/** Holds where every value passes the test. `unseen` is the reason without values, and `otherwise` where a value fails. */
export function judgeEach<T>(
  values: readonly T[],
  isSo: (value: T) => boolean,
  unseen: string,
  otherwise = 'some is otherwise',
): Judgement {
  if (values.length === 0) return notSeen(unseen);
  return holdsUnless(!values.every(isSo), otherwise);
}

export function isDigits(value: unknown): boolean {
  return typeof value === 'string' && digits(value) === value;
}

/** All recorded responses. */
export function responsesOf({ responses }: Seen): RecordedResponse[] {
  return Object.values(responses);
}
