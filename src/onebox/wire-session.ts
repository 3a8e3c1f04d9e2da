import { z } from 'zod';

import { OneboxError } from './onebox-error';
import { attempt, id, read, readEach, type WireList } from './wire-reading';

const webAddress = z.url({ protocol: /^https?$/ });
// Behind such a host everything is an address, but for white space at the end.
const plainHost = /^https?:\/\/(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}\//;

const instagramAccount = z.object({
  id,
  username: z.string(),
  name: z.string().nullish(),
  has_profile_picture: z.boolean(),
  profile_pic: z.union([webAddress, z.literal('')]).nullish(),
});

const instagramBusinessAccount = z.object({
  id,
  username: z.string(),
  name: z.string().nullish(),
});

const page = z.object({
  id,
  name: z.string(),
  access_token: z.string().min(1),
  instagram_business_account: z.unknown().optional(),
  instagram_accounts: z.array(z.unknown()).nullish(),
});

const session = z.object({
  session: z.string(),
  profile: z.object({ id, name: z.string() }),
  token: z.string().min(1),
  accounts: z.array(z.unknown()),
});

/** `accounts[].instagram_accounts[]` of a session. */
export type WireInstagramAccount = z.infer<typeof instagramAccount>;

/** `accounts[].instagram_business_account` of a session. */
export type WireInstagramBusinessAccount = z.infer<typeof instagramBusinessAccount>;

/** `accounts[]` of a session: a Facebook Page. `access_token` is secret. */
export type WirePage = Omit<z.infer<typeof page>, 'instagram_business_account' | 'instagram_accounts'> & {
  instagram_business_account: WireInstagramBusinessAccount | OneboxError | null;
  instagram_accounts: WireList<WireInstagramAccount>;
};

/** The body of `GET /api/instagraph/session/{session-id}`. `token` is secret. */
export type WireSession = Omit<z.infer<typeof session>, 'accounts'> & { accounts: WireList<WirePage> };

/** Reads a session. Throws an OneboxError of kind `contract-broken`. */
export function readSession(body: unknown): WireSession {
  const whole = isSession(body) ? body : read(session, body, '');
  return {
    session: whole.session,
    profile: whole.profile,
    token: whole.token,
    accounts: readEach(whole.accounts, 'accounts', readPage),
  };
}

/** Whether all of a session could be read. */
export function isComplete({ accounts }: WireSession): boolean {
  return (
    accounts.unreadable.length === 0 &&
    accounts.items.every(
      ({ instagram_business_account, instagram_accounts }) =>
        !(instagram_business_account instanceof OneboxError) && instagram_accounts.unreadable.length === 0,
    )
  );
}

function readPage(body: unknown, path: string): WirePage {
  const whole = isPage(body) ? body : read(page, body, path);
  return {
    id: whole.id,
    name: whole.name,
    access_token: whole.access_token,
    instagram_business_account: readBusinessAccount(
      whole.instagram_business_account,
      `${path}.instagram_business_account`,
    ),
    instagram_accounts: readEach(
      whole.instagram_accounts ?? [],
      `${path}.instagram_accounts`,
      readInstagramAccount,
      accountReading,
    ),
  };
}

function readInstagramAccount(body: unknown, path: string): WireInstagramAccount {
  return read(instagramAccount, body, path);
}

const accountReading = { isRight: isInstagramAccount };

function readBusinessAccount(body: unknown, path: string): WirePage['instagram_business_account'] {
  if (body === undefined || body === null) return null;
  if (isInstagramBusinessAccount(body)) return body;
  return attempt(() => read(instagramBusinessAccount, body, path));
}

// Whether a body is as it should be, seen without a schema: a session may have ten thousand of them. They say no where
// they are not sure, and the schema then says what is wrong.

function isSession(body: unknown): body is z.infer<typeof session> {
  if (!isObject(body)) return false;
  const { session: id, profile, token, accounts } = body;
  return (
    typeof id === 'string' &&
    isObject(profile) &&
    isText(profile['id']) &&
    typeof profile['name'] === 'string' &&
    isText(token) &&
    Array.isArray(accounts)
  );
}

function isPage(body: unknown): body is z.infer<typeof page> {
  if (!isObject(body)) return false;
  const { id, name, access_token, instagram_accounts } = body;
  return (
    isText(id) &&
    typeof name === 'string' &&
    isText(access_token) &&
    (isAbsent(instagram_accounts) || Array.isArray(instagram_accounts))
  );
}

function isInstagramBusinessAccount(body: unknown): body is WireInstagramBusinessAccount {
  if (!isObject(body)) return false;
  const { id, username, name } = body;
  return isText(id) && typeof username === 'string' && (isAbsent(name) || typeof name === 'string');
}

function isInstagramAccount(body: unknown): body is WireInstagramAccount {
  if (!isInstagramBusinessAccount(body)) return false;
  const { has_profile_picture, profile_pic } = body as Partial<WireInstagramAccount>;
  return (
    typeof has_profile_picture === 'boolean' &&
    (isAbsent(profile_pic) || profile_pic === '' || isPlainWebAddress(profile_pic))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isPlainWebAddress(value: unknown): boolean {
  return typeof value === 'string' && plainHost.test(value) && /[!-~]/.test(value.charAt(value.length - 1));
}
