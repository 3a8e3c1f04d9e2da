import { z } from 'zod';

import { flag, setting, wholeNumber } from './setting';

const bound = (defaultText: string, meaning: string, max = 1_000_000): ReturnType<typeof boundSetting> =>
  boundSetting({ meaning, expected: `a whole number from 1 to ${max}`, defaultText }, max);

function boundSetting(doc: Parameters<typeof setting>[0], max: number) {
  return setting(doc, wholeNumber(1, max));
}

const rate = (defaultText: string, meaning: string): ReturnType<typeof rateSetting> =>
  rateSetting({ meaning, expected: 'a whole number from 0 (no limit) to 1000000000', defaultText });

function rateSetting(doc: Parameters<typeof setting>[0]) {
  return setting(doc, wholeNumber(0, 1_000_000_000));
}

const commaSeparated = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** What is refused, and to whom the gateway speaks. */
export const safetySettings = {
  OPERATION_MAX_CHARACTERS: bound('20000', 'How long the text of an operation may be, in characters.'),
  OPERATION_MAX_TOKENS: bound(
    '1000',
    'How many tokens (names, signs, values) an operation may have, or lines.',
  ),
  OPERATION_MAX_DEPTH: bound('16', 'How deep fields may be nested.'),
  OPERATION_MAX_ROOT_FIELDS: bound('30', 'How many root fields an operation may have.'),
  OPERATION_MAX_ALIASES: bound(
    '50',
    'How many aliases an operation may have, those of its fragments included.',
  ),
  OPERATION_MAX_DIRECTIVES: bound('30', 'How many directives an operation may have.'),
  OPERATION_MAX_FRAGMENTS: bound('30', 'How many fragments a document may define.'),
  OPERATION_MAX_SAME_FIELDS: bound('100', 'How many fields of the same name, or alias, a document may have.'),
  OPERATION_MAX_CALLS: bound('60', 'How many calls to Onebox an operation may take, by its fields.'),
  OPERATION_MAX_VALUES: bound(
    '50000',
    'How many values the answer may have, estimated by 50 entries for `pages`, one for each reference, and 10 for other lists.',
    1_000_000_000,
  ),
  OPERATION_MAX_ERRORS: bound('10', 'How many mistakes of an operation are reported.'),
  VARIABLES_MAX_DEPTH: bound('10', 'How deep lists and objects of variables may be nested.'),
  VARIABLES_MAX_VALUES: bound('5000', 'How many values the variables may have, nested ones included.'),
  SERVE_SDL: setting(
    {
      meaning:
        'Whether `_service { sdl }` is answered, which supergraph tooling reads the schema from (--sandbox: true).',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  PERSISTED_OPERATIONS: setting(
    {
      meaning:
        'What becomes of an operation that is in no manifest: run (off), run and logged (warn), refused (enforce).',
      expected: 'off, warn or enforce',
      defaultText: 'off',
    },
    z.enum(['off', 'warn', 'enforce']),
  ),
  PERSISTED_OPERATIONS_FILES: setting(
    {
      meaning:
        "Manifests of clients' operations, by comma: JSON of sha256 hash to text. The gateway's own is always in.",
      expected: 'paths of files, separated by commas',
      defaultText: '',
    },
    commaSeparated,
  ),
  CORS_ORIGINS: setting(
    {
      meaning: 'The origins whose pages may use the gateway from a browser, by comma; without it none.',
      expected: 'https origins (http only for this machine), without a path, separated by commas',
      defaultText: '',
    },
    commaSeparated.refine((origins) => origins.every(isWebOrigin)),
  ),
  TRUST_PROXY: setting(
    {
      meaning:
        'The proxies whose X-Forwarded-For is believed: addresses or networks, by comma; without it none.',
      expected: 'IP addresses or CIDR networks, separated by commas',
      defaultText: '',
    },
    commaSeparated.refine((proxies) => proxies.every(isNetwork)),
  ),
  RATE_LIMIT_CALLER: rate('6000', 'How many requests one caller (one bearer token) may make in a minute.'),
  RATE_LIMIT_ADDRESS: rate(
    '1200',
    'How many requests one address may make in a minute without a token, or with tokens that Onebox refuses.',
  ),
  RATE_LIMIT_SIGN_IN_ADDRESS: rate(
    '30',
    'How often in a quarter of an hour signing in may fail from one address.',
  ),
  RATE_LIMIT_SIGN_IN_ACCOUNT: rate(
    '10',
    'How often in a quarter of an hour signing in may fail for one e-mail and site.',
  ),
};

function isWebOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return text === origin && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, rest] = text.split('/');
  const bits = /^\d{1,3}$/.test(prefix ?? '0') ? Number(prefix ?? '0') : Infinity;
  if (rest !== undefined) return false;
  if (z.ipv4().safeParse(address).success) return bits <= 32;
  return z.ipv6().safeParse(address).success && bits <= 128;
}
