import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { type Logger } from 'pino';

import { CallerCache } from './cache/caller-cache';
import { type CacheStore } from './cache/cache-store';
import { GuardedStore } from './cache/guarded-store';
import { createMemoryStore } from './cache/memory-store';
import { storeHost } from './cache/store-host';
import { logStart, warnOfSettings } from './cli/start-log';
import { StopLog } from './cli/stop-log';
import { originsOf, startBuiltInSandbox } from './built-in-sandbox';
import { type Config } from './config/config';
import { type UnknownSetting } from './config/unknown-settings';
import { type ServedOnebox } from './graphql/context';
import { buildSchema } from './graphql/schema/build-schema';
import { AccountConnector } from './onebox/connections/account-connector';
import { documentedOrigins, type ReplacedOrigins } from './onebox/origins';
import { BodyBudget } from './onebox/bodies/body-budget';
import { CallerIdentities } from './onebox/caller/caller-identity';
import { OneboxDataSource, type OneboxDataSourceOptions } from './onebox/onebox-data-source';
import { OneboxClient } from './onebox/client/onebox-client';
import { instagramPictures, standInPictures } from './onebox/sessions/profile-pictures';
import { TimeSlices } from './onebox/bodies/time-slices';
import { type Sandbox } from './sandbox/sandbox';
import { listenAddress } from './listen-address';
import { readManifests } from './manifests';
import { startTelemetry } from './open-telemetry';
import { createLogger, requestLogger } from './server/telemetry/log/logger';
import { createMetrics, type Metrics } from './server/telemetry/metrics/metrics';
import { createMetricsServer } from './server/telemetry/metrics/metrics-server';
import { BoundedNames } from './server/telemetry/bounded-names';
import { clientBounds, knownClients } from './server/telemetry/client-software';
import { knownOperationNames, operationNameBounds } from './server/telemetry/operation-names';
import { PersistedOperations } from './server/operations/persisted-operations';
import { RateLimits } from './server/load/rate-limits';
import { shareRates } from './server/load/rate-limit-sync';
import { createServer } from './server/server';
import { observeShedding, observeStoreErrors } from './server/telemetry/log/throttled-warnings';
import { observeUpstream } from './server/telemetry/metrics/upstream-metrics';
import { version } from './version';

/** The running gateway. */
export interface App {
  /** Where it listens, such as http://127.0.0.1:4000. */
  origin: string;
  /** Where Prometheus finds `/metrics`; undefined: nowhere. */
  metricsOrigin: string | undefined;
  sandbox: Sandbox | undefined;
  /** Finishes what runs, then lets go of every port and connection. */
  close(): Promise<void>;
  /** Is not ready any more, serves for as long as its clients may take to notice, and closes. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Logs that a second signal ends the process before it has closed. */
  reportCut(signal: NodeJS.Signals): void;
  /** Logs and counts a rejection that nobody was waiting for. */
  reportRejection(error: unknown): void;
}

/** Where the configuration came from, for the log. */
export interface ConfigOrigin {
  /** The file that was read; undefined: none. */
  envFile?: string | undefined;
  unknownSettings?: readonly UnknownSetting[];
}

const now = (): Date => new Date();

/** Starts the gateway, and the Onebox sandbox where the configuration has one. */
export async function startApp(
  config: Config,
  { envFile, unknownSettings = [] }: ConfigOrigin = {},
): Promise<App> {
  const operations = await readManifests(config.persistedOperations);
  const sandbox =
    config.sandbox === undefined ? undefined : await startBuiltInSandbox(config.sandbox, config.server.host);
  const { environment, site, apiUrl, siteUrl, utcOffset, maxCalls, quotaBackoffMs } = config.onebox;
  const replacedOrigins: ReplacedOrigins =
    sandbox === undefined ? { api: apiUrl, site: siteUrl } : originsOf(sandbox);
  const apiOrigin = replacedOrigins.api ?? documentedOrigins(environment, site).api;
  const logger = createLogger(config.telemetry.logLevel, process.stdout.isTTY);
  warnOfSettings(logger, config, unknownSettings);
  const operationNames = knownOperationNames(operations.values());
  const metrics = createMetrics(version, operationNames);
  const timeSlices = new TimeSlices();
  const observer = observeUpstream(metrics, logger, () => ({ ...http.load, bodyBytes: bodyBudget.bytes }));
  const bodyBudget = new BodyBudget({
    maxBodyBytes: config.upstreamPolicy.maxBodyBytes,
    onShed: () => {
      observer.onShed('body-bytes');
    },
  });
  const http: OneboxClient = new OneboxClient({
    apiOrigin,
    policy: config.upstreamPolicy,
    maxCalls,
    quotaBackoffMs,
    observer,
    utcOffset,
    timeSlices,
    bodyBudget,
    now,
  });
  const readiness = { isReady: true };
  const { metricsPort } = config.telemetry;
  const metricsServer = metricsPort === undefined ? undefined : createMetricsServer(metrics);
  const store = config.cache.ttlMs === 0 ? undefined : await createStore(config.cache, logger, metrics);
  const cache =
    store &&
    new CallerCache({
      ...config.cache,
      store,
      upstream: apiOrigin,
      now,
      onLookup: (outcome) => {
        metrics.cacheLookups.inc({ outcome });
      },
    });
  const dataSourceOptions: OneboxDataSourceOptions = {
    ...config.onebox,
    timeSlices,
    bodyBudget,
    now,
  };
  const openTelemetry = await startTelemetry(config.telemetry, {
    upstreamOrigin: apiOrigin,
    registry: metrics.registry,
  });
  const rateLimits = new RateLimits({
    ...config.rateLimits,
    key: createHmac('sha256', config.cache.secret || randomBytes(32))
      .update('rate limits')
      .digest(),
    now: () => Date.now(),
  });
  const stopSharing = await shareRatesOf(rateLimits, config.cache);
  const served: ServedOnebox = {
    accountConnector: new AccountConnector(),
    dataSourceOf: (caller) => new OneboxDataSource(http, caller, dataSourceOptions),
    environment,
    site,
    replacedOrigins,
  };
  const server = await createServer({
    schema: buildSchema(config.graphql),
    servedAt: (hostname) =>
      sandbox === undefined ? served : { ...served, replacedOrigins: originsOf(sandbox, hostname) },
    logger,
    metrics,
    http: config.server,
    graphql: config.graphql,
    callers: new CallerIdentities({ secret: config.cache.secret, cache }),
    observation: {
      logger: requestLogger(logger, process.stdout.isTTY && sandbox !== undefined),
      operationNames: new BoundedNames(operationNames, operationNameBounds),
      clientNames: new BoundedNames(knownClients, clientBounds),
      tracing: openTelemetry?.tracing,
    },
    pages: {
      demo: sandbox,
      pictures: sandbox === undefined ? instagramPictures : standInPictures(sandbox.origin),
    },
    readiness,
    timeSlices,
    onShed: observeShedding(logger, metrics, now),
    operationLimits: config.operationLimits,
    variablesLimits: config.variablesLimits,
    persistedOperations: new PersistedOperations(config.persistedOperations.mode, operations, logger),
    rateLimits,
  });
  const stopLog = new StopLog(logger, server.runningRequests);
  const close = async (): Promise<void> => {
    readiness.isReady = false;
    await server.close();
    await metricsServer?.close();
    await http.close();
    stopSharing();
    await store?.close();
    await openTelemetry?.close();
    await sandbox?.close();
  };
  try {
    const { host, port, maxConnections, shutdownDelayMs } = config.server;
    if (metricsPort !== undefined) await metricsServer?.listen({ host, port: metricsPort });
    const origin = await server.listen({
      host: await listenAddress(host),
      port,
      // A new connection that finds no room here is tried again by its client's system, seconds later: as much as Node.js
      // has by itself, and more where more connections may be open. Those past the bound are taken too, and closed.
      backlog: Math.max(511, maxConnections),
    });
    logStart(logger, config, { origin, upstream: apiOrigin, envFile });
    if (config.graphql.explore) sandbox?.leadBackTo(`${server.listeningOrigin}/connect`);
    return {
      origin,
      metricsOrigin: metricsServer?.listeningOrigin,
      sandbox,
      close,
      end: async (signal) => {
        readiness.isReady = false;
        stopLog.stopping(signal, shutdownDelayMs);
        await setTimeout(shutdownDelayMs);
        await close();
        stopLog.stopped();
      },
      reportCut: (signal) => {
        stopLog.stopped(signal);
      },
      reportRejection: (err) => {
        metrics.unhandledRejections.inc();
        logger.error({ err }, 'unhandled rejection');
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createStore(
  { url, maxBytes }: Config['cache'],
  logger: Logger,
  metrics: Metrics,
): Promise<CacheStore> {
  if (url === undefined) return createMemoryStore(maxBytes);
  const { createSharedStore } = await import('./cache/valkey-store.js');
  const onError = observeStoreErrors({ logger, metrics, storeHost: storeHost(url) }, now);
  return new GuardedStore(createSharedStore(url), onError);
}

/** Replicas count together where they share a store, and a secret without which it tells nobody who was counted. */
async function shareRatesOf({ limiters }: RateLimits, { url, secret }: Config['cache']): Promise<() => void> {
  if (url === undefined || secret === '') return () => undefined;
  const { createSharedCounters } = await import('./cache/shared-counters.js');
  return shareRates(limiters, createSharedCounters(url));
}
