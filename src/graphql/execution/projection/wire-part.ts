import { type WirePart, type WireRecord } from '../../../onebox/wire/table/table';
import { NotProjectable } from './selection';

/** A part of a wire table that has a name in the schema. */
export type Part = WirePart & { readonly name: string };

/** The expression of the raw value of a part. */
export function rawOf({ at }: Part): string {
  return `raw[${JSON.stringify(at)}]`;
}

/** The part with this name in the schema. Throws a {@link NotProjectable}. */
export function partOf({ parts }: WireRecord<object>, name: string): Part {
  const part = parts.find((one) => one.name === name);
  if (part === undefined) throw new NotProjectable(`${name} is not in the body.`);
  return part;
}

/** Whether a field is the session id. It is not read from the body, which has it in another form. */
export function isSessionId(name: string, { parts }: WireRecord<object>): boolean {
  return name === 'sessionId' || (name === 'id' && parts.every((part) => part.name !== 'id'));
}
