import { type Config } from './config';
import { buildSchema } from './graphql/build-schema';
import { documentedOrigins, type OneboxOrigins } from './onebox/hosts';
import { InFlightCalls } from './onebox/in-flight-calls';
import { InstagramConnector } from './onebox/instagram-connector';
import { OneboxDataSource } from './onebox/onebox-data-source';
import { OneboxHttp } from './onebox/onebox-http';
import { type Sandbox } from './sandbox/sandbox';
import { createLogger } from './server/logger';
import { createMetrics } from './server/metrics';
import { createMetricsServer } from './server/metrics-server';
import { createServer } from './server/server';

/** The running gateway. */
export interface App {
  /** Where it listens, such as http://127.0.0.1:4000. */
  origin: string;
  /** Where Prometheus finds `/metrics`; undefined: nowhere. */
  metricsOrigin: string | undefined;
  sandbox: Sandbox | undefined;
  /** Finishes what runs, then lets go of every port and connection. */
  close(): Promise<void>;
}

/** Starts the gateway, and the Onebox sandbox where the configuration has one. */
export async function startApp(config: Config): Promise<App> {
  const sandbox = config.sandboxPort === undefined ? undefined : await startSandbox(config.sandboxPort);
  const replacedOrigins: Partial<OneboxOrigins> =
    sandbox === undefined ? config.replacedOrigins : { api: sandbox.origin, site: sandbox.origin };
  const http = new OneboxHttp({
    apiOrigin: replacedOrigins.api ?? documentedOrigins(config.environment, config.site).api,
    timeoutMs: config.oneboxTimeoutMs,
    maxBodyBytes: config.oneboxMaxBodyBytes,
    utcOffset: config.utcOffset,
    now: () => new Date(),
  });
  const inFlight = new InFlightCalls();
  const metrics = createMetrics();
  const metricsServer = createMetricsServer(metrics);
  const server = await createServer({
    schema: buildSchema({ revealAccessTokens: config.revealAccessTokens }),
    served: {
      instagramConnector: new InstagramConnector(),
      dataSourceOf: (caller) =>
        new OneboxDataSource(http, caller, {
          utcOffset: config.utcOffset,
          maxCalls: config.oneboxMaxCalls,
          inFlight,
        }),
      environment: config.environment,
      site: config.site,
      replacedOrigins,
    },
    logger: createLogger(config.logLevel),
    metrics,
    explore: config.explore,
  });
  const close = async (): Promise<void> => {
    await server.close();
    await metricsServer.close();
    await http.close();
    await sandbox?.close();
  };
  try {
    if (config.metricsPort !== undefined) {
      await metricsServer.listen({ host: config.host, port: config.metricsPort });
    }
    const origin = await server.listen({ host: config.host, port: config.port });
    return {
      origin,
      metricsOrigin: config.metricsPort === undefined ? undefined : metricsServer.listeningOrigin,
      sandbox,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startSandbox(port: number): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/sandbox.js');
  return startSandbox({ host: '127.0.0.1', port });
}
