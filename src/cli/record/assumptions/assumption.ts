import { digits } from '../../../onebox/wire/table/values';
import { type RecordInput } from '../record-input';
import { type Recorded, type RecordedResponse } from '../recorded-calls';

/** What was recorded, and what it takes to judge it. */
export interface Seen extends Recorded {
  input: RecordInput;
  utcOffset: string;
  /** By how much the clocks of Onebox and of this machine may differ. */
  clockSkewMs: number;
  now: Date;
}

/** The result of a check. The reason repeats no value. */
export interface Judgement {
  verdict: 'holds' | 'does not hold' | 'not seen';
  reason?: string;
}

/** What the gateway relies on without being able to know it. */
export interface Assumption {
  statement: string;
  /** How `doctor --record` checks it. */
  checkedBy: string;
  judge: (seen: Seen) => Judgement;
}

/** Types assumptions where they are written. */
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

/** Holds where every value is so. `unseen` is said where there is none, and `otherwise` where one is not so. */
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

/** Every response that came. */
export function responsesOf({ responses }: Seen): RecordedResponse[] {
  return Object.values(responses);
}
