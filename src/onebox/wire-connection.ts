import { z } from 'zod';

import { id, read, readEach, type WireList } from './wire-reading';

/** `MediaId` of Instagram. */
export const instagramMedium = 'INST';
const flag = z
  .union([z.enum(['0', '1']), z.literal(0), z.literal(1)])
  .transform((value) => String(value) === '1');

/** An instant that Onebox writes on its wall clock, without a zone: `2020-09-09 09:45:05`. */
const wallClock = (utcOffset: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .transform((text) => new Date(`${text.replace(' ', 'T')}${utcOffset}`))
    .refine((date) => !Number.isNaN(date.getTime()));

// `Password` and `Token` come back in every connection: they are left out here, and so are nowhere after it.
const connection = (utcOffset: string) =>
  z.object({
    Id: id,
    SiteId: id,
    MediaId: z.string(),
    Name: z.string(),
    UserId: id,
    TargetId: id,
    Enabled: flag,
    Error: flag,
    CreateDate: wallClock(utcOffset),
    ModifyDate: wallClock(utcOffset),
  });

/** A connection of an Instagram account, without its secrets. `UserId` is the Page's id, `TargetId` the account's. */
export type WireConnection = z.infer<ReturnType<typeof connection>>;

/** A page of `GET /api/connection`, and where it stands among all. */
export interface WireConnectionPage {
  /** How many connections the page has, whatever their medium. */
  count: number;
  /** How many connections there are in all, whatever their medium. */
  total: number;
  /** The Instagram ones. */
  connections: WireList<WireConnection>;
}

const connectionPage = z.object({
  total: z.union([
    z.int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
  data: z.array(z.unknown()),
});

const otherMedium = z.object({ MediaId: z.string().refine((medium) => medium !== instagramMedium) });

/** Orders ids as Onebox gives them out: decimal, ever larger. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/**
 * Finds the connection of an Instagram account by its id: the newest where there are several, undefined where there
 * is none. What it gives throws the OneboxError of a connection that could not be read, where it may be that one.
 */
export function connectionLookup({
  items,
  unreadable,
}: WireList<WireConnection>): (instagramAccountId: string) => WireConnection | undefined {
  const newestOf = new Map(items.map((connection) => [connection.TargetId, connection]));
  return (instagramAccountId) => {
    const connection = newestOf.get(instagramAccountId);
    if (connection === undefined && unreadable[0] !== undefined) throw unreadable[0];
    return connection;
  };
}

/** Reads one connection. Throws an OneboxError of kind `contract-broken`. */
export function readConnection(body: unknown, utcOffset: string): WireConnection {
  return read(connection(utcOffset), body, '');
}

/** Reads a page of connections. Throws an OneboxError of kind `contract-broken`. */
export function readConnectionPage(body: unknown, utcOffset: string): WireConnectionPage {
  const { total, data } = read(connectionPage, body, '');
  const schema = connection(utcOffset);
  const isOfInstagram = (entry: unknown): boolean => !otherMedium.safeParse(entry).success;
  return {
    count: data.length,
    total,
    connections: readEach(data, 'data', (entry, path) => read(schema, entry, path), {
      isWanted: isOfInstagram,
    }),
  };
}
