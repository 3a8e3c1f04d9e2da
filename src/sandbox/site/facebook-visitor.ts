import { type Visitor } from '../channels/channel';
import { type Person, sessionOf } from '../people/person';

/** A visitor of Facebook's sign-in pages. */
export function facebookVisitor<P extends { id: string; name: string }>(
  person: Person<P>,
  noteOf: (page: P) => string,
): Visitor {
  const { key, who, profile, accounts } = person;
  return {
    key,
    who,
    name: profile.name,
    pages: accounts.map((page) => ({ id: page.id, name: page.name, note: noteOf(page) })),
    sessionOf: (id, pageIds) =>
      sessionOf(
        person,
        id,
        accounts.filter((page) => pageIds?.has(page.id) !== false),
      ),
  };
}
