import { z } from 'zod';

import { isSite, type OneboxEnvironment, type OneboxOrigins } from './onebox/hosts';

/** How the gateway is to run. */
export interface Config {
  host: string;
  port: number;
  environment: OneboxEnvironment;
  site: string;
  /** Origins that stand in for the environment's documented ones. */
  replacedOrigins: Partial<OneboxOrigins>;
  utcOffset: string;
  oneboxTimeoutMs: number;
  oneboxMaxBodyBytes: number;
  oneboxMaxCalls: number;
  revealAccessTokens: boolean;
  explore: boolean;
  logLevel: string;
  /** Where the built-in Onebox sandbox listens; undefined: there is none. */
  sandboxPort: number | undefined;
}

/** A setting as people meet it: its name in the environment, what it takes, what it is without. */
export interface Setting {
  name: string;
  meaning: string;
  expected: string;
  /** Empty: without it there is none. */
  defaultText: string;
}

/** Every problem that the environment has, one a line. No line repeats a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const setting = <T extends z.ZodType<unknown, string>>(doc: Omit<Setting, 'name'>, read: T) =>
  read.prefault(doc.defaultText as z.input<T>).meta(doc);
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = wholeNumber(0, 65_535);
const portExpected = 'a whole number from 0 (any free port) to 65535';
const origin = z
  .string()
  .refine((text) => text === '' || isOrigin(text))
  .transform((text) => (text === '' ? undefined : new URL(text).origin));
const originExpected =
  'an https origin such as https://host:port (http only to this machine), without a path';

const settings = z.object({
  HOST: setting(
    {
      meaning: 'The address that the gateway listens on.',
      expected: 'an address or a host name',
      defaultText: '127.0.0.1',
    },
    z.string().regex(/^[\w.:-]+$/),
  ),
  PORT: setting(
    { meaning: 'The port that the gateway listens on.', expected: portExpected, defaultText: '4000' },
    port,
  ),
  ONEBOX_ENV: setting(
    {
      meaning: 'The Onebox environment that is served.',
      expected: 'DEVELOPMENT or PRODUCTION',
      defaultText: 'PRODUCTION',
    },
    z.enum(['DEVELOPMENT', 'PRODUCTION']),
  ),
  ONEBOX_SITE: setting(
    {
      meaning: "The customer's site: `mysite` for mysite.onebox.co.id.",
      expected: 'one DNS label',
      defaultText: 'mysite',
    },
    z.string().refine(isSite),
  ),
  ONEBOX_API_URL: setting(
    {
      meaning: "The origin of the Onebox API, in place of the environment's.",
      expected: originExpected,
      defaultText: '',
    },
    origin,
  ),
  ONEBOX_SITE_URL: setting(
    {
      meaning: "The origin of the customer's site, in place of the environment's.",
      expected: originExpected,
      defaultText: '',
    },
    origin,
  ),
  ONEBOX_TIMEOUT_MS: setting(
    {
      meaning: 'How long one call to Onebox may take, in milliseconds.',
      expected: 'a whole number from 1 to 600000',
      defaultText: '10000',
    },
    wholeNumber(1, 600_000),
  ),
  ONEBOX_MAX_BODY_BYTES: setting(
    {
      meaning: 'How large an answer of Onebox may be, in bytes.',
      expected: 'a whole number from 1024 to 1073741824',
      defaultText: '16777216',
    },
    wholeNumber(1024, 1_073_741_824),
  ),
  ONEBOX_MAX_CALLS: setting(
    {
      meaning: 'How many calls to Onebox one operation may take.',
      expected: 'a whole number from 1 to 10000',
      defaultText: '250',
    },
    wholeNumber(1, 10_000),
  ),
  ONEBOX_UTC_OFFSET: setting(
    {
      meaning: "Onebox's wall clock, in which it names times without a zone: Jakarta's.",
      expected: 'an offset such as +07:00',
      defaultText: '+07:00',
    },
    z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/),
  ),
  REVEAL_ACCESS_TOKENS: setting(
    {
      meaning: 'Whether the fields exist that hand out Facebook access tokens.',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  EXPLORE: setting(
    {
      meaning: 'Whether introspection, Apollo Sandbox and hints in errors are on (--sandbox: true).',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  LOG_LEVEL: setting(
    {
      meaning: 'The least that is logged.',
      expected: 'trace, debug, info, warn, error, fatal or silent',
      defaultText: 'info',
    },
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
  SANDBOX_PORT: setting(
    {
      meaning: 'The port that the Onebox sandbox listens on, with --sandbox.',
      expected: portExpected,
      defaultText: '4001',
    },
    port,
  ),
});

/** All settings, in the order in which people should read them. */
export const settingsList: readonly Setting[] = Object.entries(settings.shape).map(([name, read]) => ({
  name,
  ...documentationOf(read),
}));

/**
 * Reads the settings from the environment; an empty one counts as absent. With `sandbox`, Onebox is the built-in
 * sandbox and exploring is on by default. Throws a {@link ConfigError} that tells every problem.
 */
export function loadConfig(
  { sandbox }: { sandbox: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== ''));
  const result = settings.safeParse(sandbox ? { EXPLORE: 'true', ...given } : given);
  const problems = sandbox
    ? ['ONEBOX_API_URL', 'ONEBOX_SITE_URL']
        .filter((name) => name in given)
        .map((name) => `${name}: cannot be set together with --sandbox`)
    : [];
  if (!result.success) {
    const wrong = new Set(result.error.issues.map(({ path }) => String(path[0])));
    problems.push(
      ...settingsList
        .filter(({ name }) => wrong.has(name))
        .map(({ name, expected }) => `${name}: expected ${expected}`),
    );
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const values = result.data;
  return {
    host: values.HOST,
    port: values.PORT,
    environment: values.ONEBOX_ENV,
    site: values.ONEBOX_SITE,
    replacedOrigins: {
      ...(values.ONEBOX_API_URL !== undefined && { api: values.ONEBOX_API_URL }),
      ...(values.ONEBOX_SITE_URL !== undefined && { site: values.ONEBOX_SITE_URL }),
    },
    utcOffset: values.ONEBOX_UTC_OFFSET,
    oneboxTimeoutMs: values.ONEBOX_TIMEOUT_MS,
    oneboxMaxBodyBytes: values.ONEBOX_MAX_BODY_BYTES,
    oneboxMaxCalls: values.ONEBOX_MAX_CALLS,
    revealAccessTokens: values.REVEAL_ACCESS_TOKENS,
    explore: values.EXPLORE,
    logLevel: values.LOG_LEVEL,
    sandboxPort: sandbox ? values.SANDBOX_PORT : undefined,
  };
}

function documentationOf(read: z.ZodType): Omit<Setting, 'name'> {
  return read.meta() as Omit<Setting, 'name'>;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, href } = new URL(text);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return href === `${origin}/` && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}
