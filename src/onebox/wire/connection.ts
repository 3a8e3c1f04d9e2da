import { at, type Decoded, optional, record } from './table';
import { digits, flag, text, wallClockDate } from './values';

/** `MediaId` of Instagram. */
export const instagramMedium = 'INST';

/**
 * A connection: the body of `GET /api/connection/{id}`, and an entry of the list. `Password` and `Token` come back in every
 * one: they are left out here, and so are nowhere after it.
 */
export const connection = record({
  id: at('Id', digits),
  siteId: at('SiteId', digits),
  mediaId: at('MediaId', text),
  name: at('Name', text, optional),
  pageId: at('UserId', digits, optional),
  instagramAccountId: at('TargetId', digits, optional),
  isEnabled: at('Enabled', flag, optional),
  hasError: at('Error', flag, optional),
  createdAt: at('CreateDate', wallClockDate, optional),
  updatedAt: at('ModifyDate', wallClockDate, optional),
});

/** What it takes to find the connection of an account: whatever else of it is wrong does not matter. */
export const connectionKey = record({
  id: at('Id', digits, optional),
  mediaId: at('MediaId', text, optional),
  targetId: at('TargetId', digits, optional),
  from: at('From', digits, optional),
});

/** A connection of an Instagram account, without its secrets. */
export type DecodedConnection = Decoded<typeof connection>;
/** Whose a connection is. */
export type DecodedConnectionKey = Decoded<typeof connectionKey>;
