import { sharedBadInput } from '../errors/bad-input';

/** What a federation gateway sends to be resolved: a type's name and the fields of one of its keys. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** Whether what a gateway has sent is one. */
export function isRepresentation(value: unknown): value is Representation {
  return typeof fieldOf(value, '__typename') === 'string';
}

/** The id in this field of a representation. Throws where the gateway has not sent it. */
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
