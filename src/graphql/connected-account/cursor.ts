import { badInput } from '../errors/bad-input';

const prefix = 'after:';

/** The cursor of the list after the item with this id. */
export function cursorAfter(id: string): string {
  return Buffer.from(`${prefix}${id}`).toString('base64url');
}

/** The id of the item before a cursor. Throws BAD_USER_INPUT where {@link cursorAfter} did not make it. */
export function idOfCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(prefix)) throw badInput('`after` must be the endCursor of another page.');
  return text.slice(prefix.length);
}
