import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The id of the documented session, as URLs carry it. */
export const documentedSessionId =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';

/** A body of Onebox's documentation, byte for byte. */
export function documentedBody(name: string): string {
  return readFileSync(join(__dirname, '..', 'fixtures', 'wire', name), 'utf8');
}

/** A body that is an object, parsed. */
export function documentedFields(name: string): Record<string, unknown> {
  return JSON.parse(documentedBody(name)) as Record<string, unknown>;
}

/** The documented session, to change. */
export function documentedSession(): DocumentedSession {
  return JSON.parse(documentedBody('session.200.json')) as DocumentedSession;
}

interface DocumentedAccount {
  id: unknown;
  name?: unknown;
  access_token?: unknown;
  instagram_business_account?: Record<string, unknown> | null;
  instagram_accounts?: Record<string, unknown>[] | null;
}

interface DocumentedSession {
  session: string;
  profile: Record<string, unknown>;
  token: string;
  accounts: [DocumentedAccount, ...DocumentedAccount[]];
}

const idOf = (name: string): string =>
  Buffer.from(String(documentedFields(name)['session'])).toString('base64');

/** The ids of the documented sessions of the other channels, as URLs carry them. */
export const facebookSessionId = idOf('facebook-session.200.json');
export const twitterSessionId = idOf('twitter-session.200.json');
