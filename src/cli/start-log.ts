import { type Logger } from 'pino';

import { storeHost } from '../cache/store-host';
import { type Config } from '../config/config';
import { riskySettings } from '../config/risky-settings';
import { type UnknownSetting } from '../config/unknown-settings';
import { version } from '../version';

/** Logs a warning for each unknown setting, and for each risk in production. */
export function warnOfSettings(logger: Logger, config: Config, unknown: readonly UnknownSetting[]): void {
  for (const { name, nearest } of unknown) {
    logger.warn(`unknown setting ${name}: did you mean ${nearest}?`);
  }
  for (const { name, risk } of riskySettings(config)) {
    logger.warn({ setting: name }, risk);
  }
}

/** The facts of a gateway that listens. */
export interface StartFacts {
  origin: string;
  /** The origin of the Onebox API that it calls. */
  upstream: string;
  /** The file with the settings. Undefined without a file. */
  envFile: string | undefined;
}

/** Logs the address of the gateway, its version and its main settings. */
export function logStart(
  logger: Logger,
  { onebox, cache, graphql }: Config,
  { origin, upstream, envFile }: StartFacts,
): void {
  const source = envFile === undefined ? '' : `, with settings from ${envFile}`;
  logger.info(
    {
      origin,
      version,
      upstream,
      site: onebox.site,
      cache: cacheOf(cache),
      explorer: graphql.explore ? 'on' : 'off',
    },
    `Server listening at ${origin}${source}`,
  );
}

function cacheOf({ ttlMs, url }: Config['cache']): string {
  if (ttlMs === 0) return 'off';
  return url === undefined ? 'memory' : storeHost(url);
}
