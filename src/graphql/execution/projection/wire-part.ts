import { type WirePart, type WireRecord } from '../../../onebox/wire/table/table';
import { NotProjectable } from './selection';

/** A part of a body's table, under the name that the schema has for it. */
export type Part = WirePart & { readonly name: string };

/** The expression of a part as it is in the body. */
export function rawOf({ at }: Part): string {
  return `raw[${JSON.stringify(at)}]`;
}

/** The part of that name. Throws a {@link NotProjectable}. */
export function partOf({ parts }: WireRecord<object>, name: string): Part {
  const part = parts.find((one) => one.name === name);
  if (part === undefined) throw new NotProjectable(`${name} is not in the body.`);
  return part;
}

/** The id of the session is not read from its body, which names it in another form. */
export function isSessionId(name: string, { parts }: WireRecord<object>): boolean {
  return name === 'sessionId' || (name === 'id' && parts.every((part) => part.name !== 'id'));
}
