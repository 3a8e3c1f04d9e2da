import { type Channel, channelOf } from './channel';
import { at, type Decoded, optional, record } from './table/table';
import { digits, flag, text, wallClockDate, type WireSetting, wrong } from './table/values';

/** The site of a connection, or else the site of the token: a caller sees no other site's connections. */
function site(value: unknown, { siteId }: WireSetting): string | null | typeof wrong {
  const id = digits(value);
  return typeof id === 'string' ? id : (siteId ?? id);
}

/** The id of an account. The API sends `false`, `0` or `"0"` for an absent one. */
function accountId(value: unknown): string | null | typeof wrong {
  if (value === false) return null;
  const id = digits(value);
  return typeof id === 'string' && /^0+$/.test(id) ? null : id;
}

/** The account that a connection names, by id or by username. One example of the documentation has a username. */
function accountName(value: unknown): string | null | typeof wrong {
  const id = accountId(value);
  return id === wrong ? text(value) : id;
}

function fieldsOf<C extends Channel>(channel: C) {
  return {
    channel: at('MediaId', (): C => channel),
    id: at('Id', digits),
    siteId: at('SiteId', site),
    name: at('Name', text, optional),
    isEnabled: at('Enabled', flag, optional),
    hasError: at('Error', flag, optional),
    createdAt: at('CreateDate', wallClockDate, optional),
    updatedAt: at('ModifyDate', wallClockDate, optional),
  };
}

/**
 * A connection of each channel: the body of `GET /api/connection/{id}`, and an entry of the list. Every connection has a `Password`
 * and a `Token`. The tables omit them, so decoded connections have no secrets.
 */
export const connectionTables = {
  INSTAGRAM: record({
    ...fieldsOf('INSTAGRAM'),
    pageId: at('UserId', digits, optional),
    instagramAccountId: at('TargetId', accountId, optional),
  }),
  FACEBOOK: record({
    ...fieldsOf('FACEBOOK'),
    userId: at('UserId', accountId, optional),
    from: at('From', accountId, optional),
  }),
  TWITTER: record({
    ...fieldsOf('TWITTER'),
    screenName: at('UserId', text, optional),
    twitterUserId: at('TargetId', accountId, optional),
  }),
  WHATSAPP: record(fieldsOf('WHATSAPP')),
  EMAIL: record(fieldsOf('EMAIL')),
  YOUTUBE: record(fieldsOf('YOUTUBE')),
  OTHER: record(fieldsOf('OTHER')),
};

/** The values that identify the account of a connection. They are decoded even where other values are malformed. */
export const connectionKey = record({
  id: at('Id', digits, optional),
  mediaId: at('MediaId', text, optional),
  providerId: at('ProviderId', text, optional),
  userId: at('UserId', accountName, optional),
  targetId: at('TargetId', accountName, optional),
  from: at('From', accountName, optional),
});

/** The channel of a raw connection. Undefined where it cannot be determined. */
export function channelOfConnection(body: unknown): Channel | undefined {
  const { MediaId, ProviderId } = (body ?? {}) as { MediaId?: unknown; ProviderId?: unknown };
  return channelOf(MediaId, ProviderId);
}

/** The connections of each channel, without their secrets. */
export type DecodedConnections = { [C in Channel]: Decoded<(typeof connectionTables)[C]> };
/** A connection of any channel, without its secrets. */
export type DecodedConnection = DecodedConnections[Channel];
export type DecodedConnectionKey = Decoded<typeof connectionKey>;
