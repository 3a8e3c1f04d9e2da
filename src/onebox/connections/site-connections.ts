import { brokenContract, OneboxError } from '../onebox-error';
import { type Channel, channelOf, type SignInChannel } from '../wire/channel';
import { type DecodedConnectionKey, type DecodedConnections } from '../wire/connection';
import { type DecodedList } from '../wire/table/table';

export interface SiteConnections {
  /** The readable connections of a channel. */
  list: <C extends Channel>(channel: C) => DecodedList<DecodedConnections[C]>;
  /** The keys of all connections, unreadable ones included. */
  keys: readonly DecodedConnectionKey[];
}

/** The values by which a connection may name an account. */
export interface AccountIdentity {
  channel: SignInChannel;
  /** The id of the account, or of the Page for Facebook. */
  id: string;
  /** Absent for channels whose connections have no username. */
  username?: string;
}

/** The connections that have one name (an account id or a username). */
interface Named {
  /** The id of the newest connection. */
  id?: string;
  /** The error of an unclear connection that may be the account's. */
  error?: OneboxError;
}

/** Compares ids in the order of creation: decimal and increasing. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/**
 * Returns a lookup of the id of an account's connection. It returns the newest of several, and undefined where there is none. It throws
 * an OneboxError where an unclear connection may be the account's.
 */
export function connectionIdLookup(
  allKeys: readonly DecodedConnectionKey[],
  channel: SignInChannel,
): (account: AccountIdentity) => string | undefined {
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

/** Returns a lookup of an account's connection. It also throws an OneboxError where that connection is unreadable. */
export function connectionLookups({
  list,
  keys,
}: SiteConnections): (account: AccountIdentity) => DecodedConnections[SignInChannel] | undefined {
  const indexOf = (channel: SignInChannel) => ({
    idOf: connectionIdLookup(keys, channel),
    byId: new Map(list(channel).items.map((connection) => [connection.id, connection])),
  });
  const indexes = new Map<SignInChannel, ReturnType<typeof indexOf>>();
  return (account) => {
    const index = indexes.get(account.channel) ?? indexOf(account.channel);
    indexes.set(account.channel, index);
    const id = index.idOf(account);
    const connection = id === undefined ? undefined : index.byId.get(id);
    if (id !== undefined && connection === undefined) {
      throw brokenContract("the account's connection does not match its documentation");
    }
    return connection;
  };
}

/** Whether a connection may be the account's: it names the account, or none. */
export function mayBeOf(account: AccountIdentity, connectionKey: DecodedConnectionKey): boolean {
  const key = nameOn(account.channel, connectionKey);
  const target = targetAccountOf(key);
  if (target !== undefined) return target === account.id;
  const names = namesOf(key);
  return names.length === 0 || namesFor(account).some((name) => names.includes(name));
}

/** The key of a connection that is or may be of the channel. Undefined for another channel. */
function keyWithin(channel: SignInChannel, key: DecodedConnectionKey): DecodedConnectionKey | undefined {
  const own = channelOf(key.mediaId, key.providerId);
  return own === undefined || own === channel ? nameOn(channel, key) : undefined;
}

/** Normalises a key to `targetId`: `UserId` names a Page, `TargetId` a Twitter account. `From` names both where that is absent. */
function nameOn(channel: SignInChannel, key: DecodedConnectionKey): DecodedConnectionKey {
  if (channel === 'INSTAGRAM') return key;
  const first = channel === 'FACEBOOK' ? key.userId : key.targetId;
  // A handle of digits alone could be another account's id.
  const isHandle = channel !== 'TWITTER' || typeof key.from !== 'string' || !/^\d+$/.test(key.from);
  return { ...key, targetId: first ?? (isHandle ? key.from : null), userId: null, from: null };
}

/** The ids that connections of several accounts share. A change by such an id could affect another account. */
function idsOfSeveral(keys: readonly DecodedConnectionKey[]): ReadonlySet<string> {
  const first = new Map<string, DecodedConnectionKey>();
  const ids = new Set<string>();
  for (const key of keys) {
    if (typeof key.id !== 'string') continue;
    const existing = first.get(key.id);
    if (existing === undefined) first.set(key.id, key);
    else if (differ(existing.targetId, key.targetId) || differ(existing.from, key.from)) ids.add(key.id);
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

/** The id of a connection, or the error why the account of that name cannot be changed by it. */
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

/** The account id in `TargetId`. Undefined where `TargetId` has the id of the Page, as in some connections. */
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
  return [...new Set(names.map(normalizedName))];
}

/** A username of digits alone could be another account's id. */
function namesFor({ id, username = '' }: AccountIdentity): string[] {
  const name = normalizedName(username);
  return /^\d*$/.test(name) ? [id] : [id, name];
}

/** Usernames of Instagram are case-insensitive. */
function normalizedName(name: string): string {
  return name.trim().toLowerCase();
}
