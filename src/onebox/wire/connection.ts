import { spellingOf } from '../lossless-json';
import { at, type Decoded, optional, record } from './table';
import { digits, flag, text, wallClockDate, type WireSetting, wrong } from './values';

/** `MediaId` of Instagram. */
export const instagramMedium = 'INST';
/** `ProviderId` of Instagram. */
export const instagramProvider = 'PVD28';
/** Facebook, Twitter, WhatsApp, and e-mail in and out. */
const otherProviders: ReadonlySet<unknown> = new Set(['PVD12', 'PVD10', 'PVD30', 'PVD9', 'PVD7']);

/** Of which medium a connection is: where `MediaId` does not say, `ProviderId` may. */
export function mediumOf(mediaId: unknown, providerId: unknown): 'instagram' | 'other' | 'unknown' {
  if (typeof mediaId === 'string' && mediaId.trim() !== '' && spellingOf(mediaId) === undefined) {
    return mediaId.trim().toUpperCase() === instagramMedium ? 'instagram' : 'other';
  }
  if (providerId === instagramProvider) return 'instagram';
  return otherProviders.has(providerId) ? 'other' : 'unknown';
}

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

/**
 * A connection: the body of `GET /api/connection/{id}`, and an entry of the list. `Password` and `Token` come back in every
 * one: they are left out here, and so are nowhere after it.
 */
export const connection = record({
  id: at('Id', digits),
  siteId: at('SiteId', site),
  mediaId: at('MediaId', text, optional),
  providerId: at('ProviderId', text, optional),
  name: at('Name', text, optional),
  pageId: at('UserId', digits, optional),
  instagramAccountId: at('TargetId', accountId, optional),
  isEnabled: at('Enabled', flag, optional),
  hasError: at('Error', flag, optional),
  createdAt: at('CreateDate', wallClockDate, optional),
  updatedAt: at('ModifyDate', wallClockDate, optional),
});

/** What it takes to find the connection of an account: whatever else of it is wrong does not matter. */
export const connectionKey = record({
  id: at('Id', digits, optional),
  mediaId: at('MediaId', text, optional),
  providerId: at('ProviderId', text, optional),
  pageId: at('UserId', accountName, optional),
  targetId: at('TargetId', accountName, optional),
  from: at('From', accountName, optional),
});

/** A connection of an Instagram account, without its secrets. */
export type DecodedConnection = Decoded<typeof connection>;
/** Whose a connection is. */
export type DecodedConnectionKey = Decoded<typeof connectionKey>;
