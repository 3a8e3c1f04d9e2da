import { type Channel, channelOf } from './channel';
import { at, type Decoded, optional, record } from './table/table';
import { digits, flag, text, wallClockDate, type WireSetting, wrong } from './table/values';

/** The site of a connection. A caller has no connections of another site than the token's. */
function site(value: unknown, { siteId }: WireSetting): string | null | typeof wrong {
  const said = digits(value);
  return typeof said === 'string' ? said : (siteId ?? said);
}

/** An account's id. PHP says `false`, `0` or `"0"` where there is none. */
function accountId(value: unknown): string | null | typeof wrong {
  if (value === false) return null;
  const id = digits(value);
  return typeof id === 'string' && /^0+$/.test(id) ? null : id;
}

/** Whom a connection names: by id, or by username, as one example in Onebox's documentation does. */
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
 * A connection of each channel: the body of `GET /api/connection/{id}`, and an entry of the list. `Password` and `Token` come
 * back in every one: they are left out here, and so are nowhere after it.
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

/** What it takes to find the connection of an account: whatever else of it is wrong does not matter. */
export const connectionKey = record({
  id: at('Id', digits, optional),
  mediaId: at('MediaId', text, optional),
  providerId: at('ProviderId', text, optional),
  userId: at('UserId', accountName, optional),
  targetId: at('TargetId', accountName, optional),
  from: at('From', accountName, optional),
});

/** The channel of a connection that is not decoded yet; undefined where nothing says it. */
export function channelOfConnection(body: unknown): Channel | undefined {
  const { MediaId, ProviderId } = (body ?? {}) as { MediaId?: unknown; ProviderId?: unknown };
  return channelOf(MediaId, ProviderId);
}

/** The connections of each channel, without their secrets. */
export type DecodedConnections = { [C in Channel]: Decoded<(typeof connectionTables)[C]> };
/** A connection of any channel, without its secrets. */
export type DecodedConnection = DecodedConnections[Channel];
/** Whose a connection is. */
export type DecodedConnectionKey = Decoded<typeof connectionKey>;
