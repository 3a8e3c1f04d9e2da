import { badInput } from '../errors/bad-input';

const prefix = 'after:';

/** The cursor behind the item with this id. */
export function cursorBehind(id: string): string {
  return Buffer.from(`${prefix}${id}`).toString('base64url');
}

/** The id that a cursor stands behind. Throws where it is none of ours. */
export function idOfCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(prefix)) throw badInput('`after` must be the endCursor of another page.');
  return text.slice(prefix.length);
}
