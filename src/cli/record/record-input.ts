import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { z } from 'zod';

import { BearerToken } from '../../onebox/caller/bearer-token';
import { OneboxError } from '../../onebox/onebox-error';
import { parseSessionId, type SessionId } from '../../onebox/sessions/session-id';
import { parseSiteId } from '../../onebox/site-id';
import { claimsOf } from '../../onebox/wire/access-token';

/** The secrets of an operator for calls to Onebox. */
export interface RecordInput {
  token?: string | undefined;
  /** An e-mail and a password to sign in with. */
  credentials?: { email: string; password: string; siteId: string } | undefined;
  sessionIds: { instagram?: SessionId; facebook?: SessionId; twitter?: SessionId };
}

/** The error for invalid input. Its message contains no part of the input. */
export class RecordInputError extends Error {
  override readonly name = 'RecordInputError';
}

const fields = z.strictObject({
  token: z.string().optional(),
  email: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  siteId: z.union([z.string(), z.int().transform(String)]).optional(),
  instagramSessionId: z.string().optional(),
  facebookSessionId: z.string().optional(),
  twitterSessionId: z.string().optional(),
});
type Fields = z.infer<typeof fields>;

const whatToWrite = `Write a bearer token, or a JSON object with some of: ${Object.keys(fields.shape).join(', ')}.`;

/** Reads the input from a file, or from standard input. Errors do not contain the path, which may be the secret itself. */
export async function readRecordInput(path: string | undefined): Promise<RecordInput> {
  if (path !== undefined) return parseRecordInput(await fileText(path));
  if (process.stdin.isTTY) process.stderr.write('Write the input here, and end it with Ctrl+D:\n');
  return parseRecordInput(await text(process.stdin));
}

/** Reads a bearer token, or a JSON object. Throws a {@link RecordInputError}. */
export function parseRecordInput(given: string): RecordInput {
  const trimmed = given.trim();
  const input = trimmed.startsWith('{') ? parseFields(trimmed) : { token: trimmed };
  const token = input.token ? parseToken(input.token) : undefined;
  const credentials = credentialsIn(input, token);
  if (token === undefined && credentials === undefined) throw new RecordInputError(whatToWrite);
  return { token, credentials, sessionIds: sessionIdsIn(input) };
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new RecordInputError(`--input: give the path of a file that can be read (${code}).`);
  }
}

function parseFields(json: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // The parser's own error quotes the text.
    throw new RecordInputError('it begins as a JSON object, and is none.');
  }
  const { success, data, error } = fields.safeParse(value);
  if (success) return data;
  const names = new Set(error.issues.flatMap(({ path }) => path.map(String)));
  throw new RecordInputError(
    names.size > 0 ? `${[...names].join(', ')}: write text that is not empty.` : whatToWrite,
  );
}

function parseToken(given: string): string {
  const token = given.replace(/^Bearer +/i, '').trim();
  try {
    BearerToken.fromAuthorization(`Bearer ${token}`);
    return token;
  } catch {
    throw new RecordInputError('token: write what a sign-in gave, without white space in it.');
  }
}

function credentialsIn(
  { email, password, siteId }: Fields,
  token: string | undefined,
): RecordInput['credentials'] {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || password === undefined) {
    throw new RecordInputError('email and password: give both, or neither.');
  }
  const site = siteId ?? (token && claimsOf(token).siteId) ?? '';
  return { email, password, siteId: parsed('siteId', () => parseSiteId(site)) };
}

function sessionIdsIn(input: Fields): RecordInput['sessionIds'] {
  const given = (['instagram', 'facebook', 'twitter'] as const).flatMap((channel) => {
    const name = `${channel}SessionId` as const;
    const id = input[name];
    return id === undefined ? [] : [[channel, parsed(name, () => parseSessionId(id))]];
  });
  return Object.fromEntries(given) as RecordInput['sessionIds'];
}

function parsed<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof OneboxError)) throw error;
    throw new RecordInputError(`${name}: ${error.message}`);
  }
}
