import { setTimeout } from 'node:timers/promises';

import { originsOf, startBuiltInSandbox } from './built-in-sandbox';
import { logStart, warnOfSettings } from './cli/start-log';
import { ShutdownLog } from './cli/shutdown-log';
import { type Config } from './config/config';
import { type UnknownSetting } from './config/unknown-settings';
import { createGatewayCache } from './gateway-cache';
import { createGatewayRateLimits } from './gateway-rate-limits';
import { type ServedOnebox } from './graphql/context';
import { buildSchema } from './graphql/schema/build-schema';
import { listenAddress } from './listen-address';
import { readManifests } from './persisted-operations-files';
import { CallerIdentities } from './onebox/caller/caller-identity';
import { AccountConnector } from './onebox/connections/account-connector';
import { documentedOrigins, type ReplacedOrigins } from './onebox/origins';
import { instagramPictures, standInPictures } from './onebox/sessions/profile-pictures';
import { startTelemetry } from './gateway-telemetry';
import { type Sandbox } from './sandbox/sandbox';
import { PersistedOperations } from './server/operations/persisted-operations';
import { createServer } from './server/server';
import { BoundedNames } from './server/telemetry/bounded-names';
import { clientBounds, knownClients } from './server/telemetry/client-software';
import { createLogger, requestLogger } from './server/telemetry/log/logger';
import { observeShedding } from './server/telemetry/log/throttled-warnings';
import { createMetrics } from './server/telemetry/metrics/metrics';
import { createMetricsServer } from './server/telemetry/metrics/metrics-server';
import { knownOperationNames, operationNameBounds } from './server/telemetry/operation-names';
import { createUpstream } from './upstream';
import { version } from './version';

/** The running gateway. */
export interface App {
  /** Its origin, such as http://127.0.0.1:4000. */
  origin: string;
  /** The origin of `/metrics`. Undefined without metrics. */
  metricsOrigin: string | undefined;
  sandbox: Sandbox | undefined;
  /** Finishes the running requests, then closes every port and connection. */
  close(): Promise<void>;
  /** Reports that it is not ready, serves during the shutdown delay, and closes. */
  shutDown(signal: NodeJS.Signals): Promise<void>;
  /** Logs that a second signal ends the process before it has closed. */
  reportForcedExit(signal: NodeJS.Signals): void;
  /** Logs and counts a promise rejection that no code handles. */
  reportRejection(error: unknown): void;
}

/** The origin of the configuration, for the log. */
export interface ConfigOrigin {
  /** The file with the settings. Undefined without a file. */
  envFile?: string | undefined;
  unknownSettings?: readonly UnknownSetting[];
}

const now = (): Date => new Date();

/** Starts the gateway, and the sandbox where the configuration has one. */
export async function startApp(
  config: Config,
  { envFile, unknownSettings = [] }: ConfigOrigin = {},
): Promise<App> {
  const { host, port, maxConnections, shutdownDelayMs } = config.server;
  const { environment, site, apiUrl, siteUrl } = config.onebox;
  const { logLevel, metricsPort } = config.telemetry;
  const operations = await readManifests(config.persistedOperations);
  const sandbox = config.sandbox && (await startBuiltInSandbox(config.sandbox, host));
  const replacedOrigins: ReplacedOrigins = sandbox ? originsOf(sandbox) : { api: apiUrl, site: siteUrl };
  const apiOrigin = replacedOrigins.api ?? documentedOrigins(environment, site).api;
  const logger = createLogger(logLevel, process.stdout.isTTY);
  warnOfSettings(logger, config, unknownSettings);
  const operationNames = knownOperationNames(operations.values());
  const metrics = createMetrics(version, operationNames);
  const metricsServer = metricsPort === undefined ? undefined : createMetricsServer(metrics);
  const upstream = createUpstream(config, apiOrigin, { logger, metrics });
  const cache = await createGatewayCache(config.cache, { upstream: apiOrigin, logger, metrics });
  const openTelemetry = await startTelemetry(config.telemetry, apiOrigin, metrics.registry);
  const { rateLimits, stopSync } = await createGatewayRateLimits(config.rateLimits, config.cache);
  const readiness = { isReady: true };
  const { dataSourceOf, timeSlices } = upstream;
  const accountConnector = new AccountConnector();
  const served: ServedOnebox = { accountConnector, dataSourceOf, environment, site, replacedOrigins };
  const server = await createServer({
    schema: buildSchema(config.graphql),
    servedAt: (hostname) => (sandbox ? { ...served, replacedOrigins: originsOf(sandbox, hostname) } : served),
    logger,
    metrics,
    http: config.server,
    graphql: config.graphql,
    callers: new CallerIdentities({ secret: config.cache.secret, cache: cache?.callerCache }),
    telemetry: {
      logRequest: requestLogger(logger, process.stdout.isTTY && sandbox !== undefined),
      operationNames: new BoundedNames(operationNames, operationNameBounds),
      clientNames: new BoundedNames(knownClients, clientBounds),
      tracing: openTelemetry?.tracing,
    },
    pages: { demo: sandbox, pictures: sandbox ? standInPictures(sandbox.origin) : instagramPictures },
    readiness,
    timeSlices,
    onShed: observeShedding(logger, metrics, now),
    operationLimits: config.operationLimits,
    variablesLimits: config.variablesLimits,
    persistedOperations: new PersistedOperations(config.persistedOperations.mode, operations, logger),
    rateLimits,
  });
  const shutdownLog = new ShutdownLog(logger, server.runningRequests);
  const close = async (): Promise<void> => {
    readiness.isReady = false;
    await server.close();
    await metricsServer?.close();
    await upstream.close();
    stopSync();
    await cache?.close();
    await openTelemetry?.close();
    await sandbox?.close();
  };
  try {
    if (metricsPort !== undefined) await metricsServer?.listen({ host, port: metricsPort });
    // A client retries a connection that the backlog rejects only seconds later. Node.js has 511 by default. The server accepts and
    // closes connections over its limit.
    const backlog = Math.max(511, maxConnections);
    const origin = await server.listen({ host: await listenAddress(host), port, backlog });
    logStart(logger, config, { origin, upstream: apiOrigin, envFile });
    if (config.graphql.explore) sandbox?.leadBackTo(`${server.listeningOrigin}/connect`);
    return {
      origin,
      metricsOrigin: metricsServer?.listeningOrigin,
      sandbox,
      close,
      shutDown: async (signal) => {
        readiness.isReady = false;
        shutdownLog.stopping(signal, shutdownDelayMs);
        await setTimeout(shutdownDelayMs);
        await close();
        shutdownLog.stopped();
      },
      reportForcedExit: (signal) => {
        shutdownLog.stopped(signal);
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
