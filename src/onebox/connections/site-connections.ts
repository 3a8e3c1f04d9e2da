import { brokenContract, OneboxError } from '../onebox-error';
import { type Channel, channelOf, type SignInChannel } from '../wire/channel';
import { type DecodedConnectionKey, type DecodedConnections } from '../wire/connection';
import { type DecodedList } from '../wire/table/table';

/** All connections of a site. */
export interface SiteConnections {
  /** Those of a channel, as far as they could be decoded. */
  list: <C extends Channel>(channel: C) => DecodedList<DecodedConnections[C]>;
  /** Whose its connections are, those included that could not be decoded. */
  keys: readonly DecodedConnectionKey[];
}

/** By what a connection may name an account. */
export interface AccountIdentity<C extends SignInChannel = SignInChannel> {
  channel: C;
  /** On Instagram or Twitter; that of the Page on Facebook. */
  id: string;
  /** Absent where a connection is never named so. */
  username?: string;
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
 * Makes what finds the id of an account's connection: of the newest where there are several, undefined where there is
 * none. It throws an OneboxError where one that cannot be understood may be the account's.
 */
export function connectionIdLookup<C extends SignInChannel>(
  allKeys: readonly DecodedConnectionKey[],
  channel: C,
): (account: AccountIdentity<C>) => string | undefined {
  const keys = allKeys.flatMap((key) => keyWithin(channel, key) ?? []);
  const byName = new Map<string, Named>();
  const ambiguousIds = idsOfSeveral(keys);
  let unclear: OneboxError | undefined;
  for (const key of keys) {
    const names = namesOf(key);
    if (names.length === 0) unclear ??= namelessError(key);
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
export function connectionLookup<C extends SignInChannel>(
  { list, keys }: SiteConnections,
  channel: C,
): (account: AccountIdentity<C>) => DecodedConnections[C] | undefined {
  const idOf = connectionIdLookup(keys, channel);
  const byId = new Map(list(channel).items.map((connection) => [connection.id, connection]));
  return (account) => {
    const id = idOf(account);
    const connection = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && connection === undefined) {
      throw brokenContract("the account's connection is not what its documentation says");
    }
    return connection;
  };
}

/** As {@link connectionLookup}, for accounts of any channel. */
export function connectionLookups(
  connections: SiteConnections,
): (account: AccountIdentity) => DecodedConnections[SignInChannel] | undefined {
  const lookups = new Map<SignInChannel, ReturnType<typeof connectionLookup<SignInChannel>>>();
  return (account) => {
    const lookup = lookups.get(account.channel) ?? connectionLookup(connections, account.channel);
    lookups.set(account.channel, lookup);
    return lookup(account);
  };
}

/** Whether a connection may be the account's: it names it, or nobody. */
export function mayBeOf(account: AccountIdentity, connectionKey: DecodedConnectionKey): boolean {
  const key = nameOn(account.channel, connectionKey);
  const target = targetAccountOf(key);
  if (target !== undefined) return target === account.id;
  const names = namesOf(key);
  return names.length === 0 || namesFor(account).some((name) => names.includes(name));
}

/** What a connection names, where it is of the channel or may be; else undefined. */
function keyWithin(channel: SignInChannel, key: DecodedConnectionKey): DecodedConnectionKey | undefined {
  const own = channelOf(key.mediaId, key.providerId);
  return own === undefined || own === channel ? nameOn(channel, key) : undefined;
}

/** A Page is named by `UserId`, a Twitter account by `TargetId`, and both by `From` only where that says nothing. */
function nameOn(channel: SignInChannel, key: DecodedConnectionKey): DecodedConnectionKey {
  if (channel === 'INSTAGRAM') return key;
  const first = channel === 'FACEBOOK' ? key.userId : key.targetId;
  // A handle of digits alone could be another account's id.
  const isHandle = channel !== 'TWITTER' || typeof key.from !== 'string' || !/^\d+$/.test(key.from);
  return { ...key, targetId: first ?? (isHandle ? key.from : null), userId: null, from: null };
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

function namelessError({
  mediaId,
  providerId,
  targetId,
  from,
}: DecodedConnectionKey): OneboxError | undefined {
  if (targetId instanceof OneboxError) return targetId;
  if (from instanceof OneboxError) return from;
  const isOfChannel = channelOf(mediaId, providerId) !== undefined;
  return isOfChannel ? brokenContract('a connection does not say whose it is') : undefined;
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
function targetAccountOf({ targetId, userId }: DecodedConnectionKey): string | undefined {
  const isAccount = typeof targetId === 'string' && /^\d+$/.test(targetId) && targetId !== userId;
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
function namesFor({ id, username = '' }: AccountIdentity): string[] {
  const name = inOneSpelling(username);
  return /^\d*$/.test(name) ? [id] : [id, name];
}

/** Instagram does not tell capitals of a username from small letters. */
function inOneSpelling(name: string): string {
  return name.trim().toLowerCase();
}
