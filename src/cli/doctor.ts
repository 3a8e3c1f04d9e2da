import { setTimeout } from 'node:timers/promises';

import { type CacheStore } from '../cache/cache-store';
import { type Config, ConfigError, loadConfig } from '../config/config';
import { type UnknownSetting, unknownSettings } from '../config/unknown-settings';
import { documentedOrigins } from '../onebox/hosts';

/** What was looked at, how it is, and where it is not well, what to do. */
export interface Finding {
  what: 'node' | 'configuration' | 'onebox' | 'clock' | 'store';
  state: 'well' | 'doubtful' | 'wrong';
  text: string;
}

const patienceMs = 3000;
const oldestNode = [20, 19] as const;

/** Looks at everything that the gateway needs to run well, were it started with `env`. */
export async function examine(env?: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const node = examineNode(process.versions.node);
  try {
    const config = loadConfig({ sandbox: false }, env);
    const [onebox, store] = await Promise.all([examineOnebox(config.onebox), examineStore(config.cache)]);
    return [node, ...examineConfiguration(config, unknownSettings(env)), ...onebox, store];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.message.split('\n');
    return [
      node,
      ...problems.map((text): Finding => ({
        what: 'configuration',
        state: 'wrong',
        text: `${text}. Correct it: nothing else could be looked at.`,
      })),
    ];
  }
}

/** The findings as people read them, one a line. */
export function report(findings: readonly Finding[]): string {
  const signs = { well: 'ok   ', doubtful: 'look ', wrong: 'WRONG' };
  return findings.map(({ what, state, text }) => `${signs[state]} ${what}: ${text}\n`).join('');
}

function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
  return isOld
    ? {
        what: 'node',
        state: 'wrong',
        text: `${version} is too old: install ${oldestNode.join('.')} or later.`,
      }
    : { what: 'node', state: 'well', text: version };
}

function examineConfiguration(
  { server, graphql, telemetry }: Config,
  unknown: readonly UnknownSetting[],
): Finding[] {
  const isOpenToOthers = !/^(?:127\.|localhost$|::1$)/.test(server.host);
  const doubts = [
    ...unknown.map(({ name, nearest }) => `${name} is no setting: did you mean ${nearest}?`),
    graphql.explore && isOpenToOthers
      ? 'EXPLORE is on, and others than this machine can reach the gateway: turn it off in production.'
      : undefined,
    graphql.revealAccessTokens
      ? 'REVEAL_ACCESS_TOKENS is on: callers can read Facebook access tokens. Turn it off unless one needs them.'
      : undefined,
    telemetry.metricsPort === undefined
      ? 'METRICS_PORT is not set: nobody will see how the gateway is. Set it, such as to 9464.'
      : undefined,
  ].filter((text) => text !== undefined);
  return doubts.length === 0
    ? [{ what: 'configuration', state: 'well', text: 'every setting can be read.' }]
    : doubts.map((text) => ({ what: 'configuration', state: 'doubtful', text }));
}

async function examineOnebox({
  apiUrl,
  environment,
  site,
  clockSkewMs,
}: Config['onebox']): Promise<Finding[]> {
  const origin = apiUrl ?? documentedOrigins(environment, site).api;
  const startedAt = Date.now();
  try {
    const response = await fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const now = Date.now();
    return [
      {
        what: 'onebox',
        state: response.status >= 500 ? 'doubtful' : 'well',
        text:
          response.status >= 500
            ? `${origin} answers with ${response.status}: it is not well. Wait for it, or ask who runs it.`
            : `${origin} answers within ${now - startedAt} ms.`,
      },
      examineClock(response.headers.get('date'), { startedAt, now }, clockSkewMs),
    ];
  } catch (error) {
    return [
      {
        what: 'onebox',
        state: 'wrong',
        text: `${origin} cannot be reached (${causeOf(error)}). Check ONEBOX_ENV and ONEBOX_API_URL, the name server, the network policy and the proxy.`,
      },
    ];
  }
}

/** Onebox tells its time in whole seconds, at some moment between the two. */
function examineClock(
  date: string | null,
  { startedAt, now }: { startedAt: number; now: number },
  allowedMs: number,
): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) {
    return { what: 'clock', state: 'doubtful', text: 'Onebox does not tell its time: compare it by hand.' };
  }
  const skewMs = Math.max(0, theirs - now, startedAt - theirs - 1000);
  const seconds = Math.round(skewMs / 1000);
  return skewMs > allowedMs
    ? {
        what: 'clock',
        state: 'wrong',
        text: `it differs from Onebox's by ${seconds} s, so tokens seem over too early or too late. Set it with NTP.`,
      }
    : { what: 'clock', state: 'well', text: `it differs from Onebox's by ${seconds} s.` };
}

async function examineStore({ ttlMs, url, secret }: Config['cache']): Promise<Finding> {
  if (ttlMs === 0) return { what: 'store', state: 'well', text: 'nothing is remembered.' };
  if (url === undefined) {
    return { what: 'store', state: 'well', text: 'each replica remembers for itself, in its memory.' };
  }
  const { createSharedStore } = await import('../cache/shared-store.js');
  const store = createSharedStore(url);
  try {
    await tryStore(store);
    return secret === ''
      ? {
          what: 'store',
          state: 'doubtful',
          text: 'it works, but CACHE_SECRET is not set: set one, the same for every replica.',
        }
      : { what: 'store', state: 'well', text: 'an entry could be written, read and deleted.' };
  } catch (error) {
    return {
      what: 'store',
      state: 'wrong',
      text: `it does not work (${causeOf(error)}), so that every request goes to Onebox. Check CACHE_URL, its password, and whether Valkey runs.`,
    };
  } finally {
    await withinPatience(store.close()).catch(() => undefined);
  }
}

/** Tries until the connection is there, or patience is over. */
async function tryStore(store: CacheStore): Promise<void> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    try {
      await withinPatience(useStore(store));
      return;
    } catch (error) {
      if (Date.now() >= untilMs) throw error;
      await setTimeout(100);
    }
  }
}

async function useStore(store: CacheStore): Promise<void> {
  const key = 'doctor';
  await store.set(key, Buffer.from('well'), 10_000);
  const kept = await store.get(key);
  await store.delete(key);
  if (kept?.toString() !== 'well') throw new Error('what was written could not be read');
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  const ending = new AbortController();
  const patience = setTimeout(patienceMs, undefined, { signal: ending.signal }).then(() => {
    throw new Error('no answer in time');
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    ending.abort();
    patience.catch(() => undefined);
  }
}

/** Why, in a word: an error's own text may repeat an address with a password in it. */
function causeOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const { code, name } = cause as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : name === 'TimeoutError' ? 'no answer in time' : wordsOf(cause);
}

const ownWords = ['no answer in time', 'what was written could not be read'];

function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return ownWords.includes(message) ? message : 'it refuses';
}
