import { z } from 'zod';

import { OneboxError } from './onebox-error';
import { attempt, id, read, readEach, type WireList } from './wire-reading';

const webAddress = z.url({ protocol: /^https?$/ });
// Behind such a host everything is an address, but for white space at the end.
const plainWebAddress = /^https?:\/\/(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}\/(?:.*[!-~])?$/;

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
  const { accounts, ...rest } = read(session, body, '');
  return { ...rest, accounts: readEach(accounts, 'accounts', readPage) };
}

/**
 * Whether an account is as it should be, seen without a schema: there may be ten thousand in a session. Says no where
 * it is not sure, and the schema then says what is wrong.
 */
function isInstagramAccount(body: unknown): body is WireInstagramAccount {
  if (typeof body !== 'object' || body === null) return false;
  const { id, username, name, has_profile_picture, profile_pic } = body as Record<string, unknown>;
  return (
    isText(id) &&
    typeof username === 'string' &&
    (name === undefined || name === null || typeof name === 'string') &&
    typeof has_profile_picture === 'boolean' &&
    (profile_pic === undefined ||
      profile_pic === null ||
      profile_pic === '' ||
      (typeof profile_pic === 'string' && plainWebAddress.test(profile_pic)))
  );
}

/** The same for a business account. */
function isInstagramBusinessAccount(body: unknown): body is WireInstagramBusinessAccount {
  if (typeof body !== 'object' || body === null) return false;
  const { id, username, name } = body as Record<string, unknown>;
  return (
    isText(id) &&
    typeof username === 'string' &&
    (name === undefined || name === null || typeof name === 'string')
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
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
  const { instagram_business_account, instagram_accounts, ...rest } = read(page, body, path);
  return {
    ...rest,
    instagram_business_account:
      instagram_business_account === undefined || instagram_business_account === null
        ? null
        : isInstagramBusinessAccount(instagram_business_account)
          ? instagram_business_account
          : attempt(() =>
              read(
                instagramBusinessAccount,
                instagram_business_account,
                `${path}.instagram_business_account`,
              ),
            ),
    instagram_accounts: readEach(
      instagram_accounts ?? [],
      `${path}.instagram_accounts`,
      (entry, at) => read(instagramAccount, entry, at),
      { isRight: isInstagramAccount },
    ),
  };
}
