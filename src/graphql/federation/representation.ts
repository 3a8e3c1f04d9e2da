import { sharedBadInput } from '../errors/bad-input';

/** A reference of a federation gateway: the name of a type and the fields of one of its keys. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

export function isRepresentation(value: unknown): value is Representation {
  return typeof fieldOf(value, '__typename') === 'string';
}

/** The id in this field of a representation. Throws BAD_USER_INPUT where it is missing. */
export function idIn(representation: Representation, field: string): string {
  const id = fieldOf(representation, field);
  if (typeof id === 'string' || Number.isSafeInteger(id)) return String(id);
  throw sharedBadInput(`A reference to ${representation.__typename} needs its ${field}.`);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
