import { isNothing } from '../../onebox/wire/table/decode';
import { instagramSession } from '../../onebox/wire/instagram-session';
import { type WirePart, type WireRecord } from '../../onebox/wire/table/table';
import { type WireSetting, wrong } from '../../onebox/wire/table/values';
import { unprojectable } from './projection/unprojectable';

const pages = listIn(instagramSession, 'pages');
const accounts = listIn(pages.item, 'instagramAccounts');
const business = partIn(pages.item, 'instagramBusinessAccount');

/** The wire tables of the entities in the body of a session, by the names of their types. */
export const entityRecords = {
  Page: pages.item,
  InstagramAccount: accounts.item,
  InstagramBusinessAccount: business.record as WireRecord<object>,
} as const;

/** The name of a type whose entities are in a session. */
export type EntityName = keyof typeof entityRecords;

/** The entities to find, by type and id. The value is undefined until it is found. */
export type WantedEntities = Record<EntityName, Map<string, unknown>>;

/**
 * Finds the first entity of each id in one pass through the body of a session. Throws {@link unprojectable} where the body has another
 * shape than its tables, or a list has the same id twice.
 */
export function findEntities(body: unknown, wanted: WantedEntities, wire: WireSetting): void {
  const find = (name: EntityName, entity: unknown, seen: Set<string>): void => {
    const id = idOf(entityRecords[name], entity, wire);
    if (seen.has(id)) throw unprojectable;
    seen.add(id);
    if (wanted[name].has(id) && wanted[name].get(id) === undefined) wanted[name].set(id, entity);
  };
  const seenPages = new Set<string>();
  for (const page of entriesAt(body, pages.at)) {
    find('Page', page, seenPages);
    const account = valueAt(page, business.at);
    if (wanted.InstagramBusinessAccount.size > 0 && !isNothing(account)) {
      find('InstagramBusinessAccount', account, new Set());
    }
    if (wanted.InstagramAccount.size === 0) continue;
    const seenAccounts = new Set<string>();
    for (const one of entriesAt(page, accounts.at)) find('InstagramAccount', one, seenAccounts);
  }
}

function idOf({ parts }: WireRecord<object>, entity: unknown, wire: WireSetting): string {
  const [{ value, at } = {}] = parts.filter(({ name }) => name === 'id');
  const raw = valueAt(entity, at ?? '');
  const id = typeof raw === 'number' ? wrong : value?.(raw, wire);
  if (id === wrong || typeof id !== 'string') throw unprojectable;
  return id;
}

function entriesAt(object: unknown, key: string): readonly unknown[] {
  const entries = valueAt(object, key);
  if (Array.isArray(entries)) return entries;
  if (isNothing(entries)) return [];
  throw unprojectable;
}

function valueAt(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null) throw unprojectable;
  return (object as Record<string, unknown>)[key];
}

function partIn({ parts }: WireRecord<object>, name: string): WirePart {
  const part = parts.find((one) => one.name === name);
  if (part === undefined) throw new Error(`The table has no ${name}.`);
  return part;
}

function listIn(record: WireRecord<object>, name: string): { at: string; item: WireRecord<object> } {
  const { at, list } = partIn(record, name);
  if (list === undefined) throw new Error(`${name} is not a list.`);
  return { at, item: list.item };
}
