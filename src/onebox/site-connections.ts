import { brokenContract, OneboxError } from './onebox-error';
import { type DecodedConnection, type DecodedConnectionKey, mediumOf } from './wire/connection';
import { type DecodedList } from './wire/table';

/** The Instagram connections of a site. */
export interface SiteConnections extends DecodedList<DecodedConnection> {
  /** Whose its connections are, those included that could not be decoded. */
  keys: readonly DecodedConnectionKey[];
}

/** By what a connection may name an Instagram account. */
export interface AccountIdentity {
  id: string;
  username: string;
}

/** What the connections say of one name. */
interface Named {
  /** The newest connection's. */
  id?: string;
  /** Why another one may be the account's. */
  error?: OneboxError;
}

/** Orders ids as Onebox gives them out: decimal, ever larger. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/**
 * Makes what finds the id of an Instagram account's connection: of the newest where there are several, undefined where there
 * is none. It throws an OneboxError where one that cannot be understood may be the account's.
 */
export function connectionIdLookup(
  keys: readonly DecodedConnectionKey[],
): (account: AccountIdentity) => string | undefined {
  const byName = new Map<string, Named>();
  const ambiguousIds = idsOfSeveral(keys);
  let unclear: OneboxError | undefined;
  for (const key of keys) {
    const medium = mediumOf(key.mediaId, key.providerId);
    if (medium === 'other') continue;
    const names = namesOf(key);
    if (names.length === 0) unclear ??= namelessError(key, medium);
    for (const name of names) {
      const named = byName.get(name) ?? {};
      byName.set(name, named);
      const id = usableId(key, name, ambiguousIds);
      if (id instanceof OneboxError) named.error = id;
      else if (named.id === undefined || compareIds(id, named.id) > 0) named.id = id;
    }
  }
  return (account) => {
    const found = namesFor(account).map((name) => byName.get(name) ?? {});
    const [id] = found.flatMap((named) => named.id ?? []).sort((a, b) => compareIds(b, a));
    const error = found.find((named) => named.error !== undefined)?.error ?? unclear;
    if (id === undefined && error !== undefined) throw error;
    return id;
  };
}

/** Makes what finds the connection itself. It throws an OneboxError too where that could not be decoded. */
export function connectionLookup({
  items,
  keys,
}: SiteConnections): (account: AccountIdentity) => DecodedConnection | undefined {
  const idOf = connectionIdLookup(keys);
  const byId = new Map(items.map((connection) => [connection.id, connection]));
  return (account) => {
    const id = idOf(account);
    const connection = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && connection === undefined) {
      throw brokenContract("the account's connection is not what its documentation says");
    }
    return connection;
  };
}

/** Whether a connection may be the account's: it names it, or nobody. */
export function mayBeOf(account: AccountIdentity, key: DecodedConnectionKey): boolean {
  const target = targetAccountOf(key);
  if (target !== undefined) return target === account.id;
  const names = namesOf(key);
  return names.length === 0 || namesFor(account).some((name) => names.includes(name));
}

/** The ids under which the list has connections of several accounts: a change by such an id could be another's. */
function idsOfSeveral(keys: readonly DecodedConnectionKey[]): ReadonlySet<string> {
  const first = new Map<string, DecodedConnectionKey>();
  const ids = new Set<string>();
  for (const key of keys) {
    if (typeof key.id !== 'string') continue;
    const known = first.get(key.id);
    if (known === undefined) first.set(key.id, key);
    else if (differ(known.targetId, key.targetId) || differ(known.from, key.from)) ids.add(key.id);
  }
  return ids;
}

function differ(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one !== other;
}

function namelessError(
  { targetId, from }: DecodedConnectionKey,
  medium: 'instagram' | 'unknown',
): OneboxError | undefined {
  if (targetId instanceof OneboxError) return targetId;
  if (from instanceof OneboxError) return from;
  return medium === 'instagram' ? brokenContract('a connection does not say whose it is') : undefined;
}

/** The connection's id, by which an account of that name may be changed; else why not. */
function usableId(
  key: DecodedConnectionKey,
  name: string,
  ambiguousIds: ReadonlySet<string>,
): string | OneboxError {
  const { id } = key;
  if (typeof id !== 'string') return id ?? brokenContract('a connection has no Id');
  if (ambiguousIds.has(id)) return brokenContract('two connections have the same Id');
  const target = targetAccountOf(key);
  if (target !== undefined && target !== name) {
    return brokenContract('TargetId and From of a connection name two accounts');
  }
  return id;
}

/** The account that `TargetId` names by its id. Some connections have the Page's id there. */
function targetAccountOf({ targetId, pageId }: DecodedConnectionKey): string | undefined {
  const isAccount = typeof targetId === 'string' && /^\d+$/.test(targetId) && targetId !== pageId;
  return isAccount ? targetId : undefined;
}

function namesOf(key: DecodedConnectionKey): string[] {
  const { targetId, from } = key;
  const target = targetAccountOf(key);
  // A business account and its Instagram account have ids of their own, and the same username.
  if (target !== undefined && !(typeof from === 'string' && /^\d+$/.test(from))) return [target];
  const names = [targetId, from].filter((name) => typeof name === 'string');
  return [...new Set(names.map(inOneSpelling))];
}

/** A username of digits alone could be another account's id. */
function namesFor({ id, username }: AccountIdentity): string[] {
  const name = inOneSpelling(username);
  return /^\d*$/.test(name) ? [id] : [id, name];
}

/** Instagram does not tell capitals of a username from small letters. */
function inOneSpelling(name: string): string {
  return name.trim().toLowerCase();
}
