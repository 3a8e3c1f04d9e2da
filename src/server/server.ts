import { type ApolloServer } from '@apollo/server';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';

import { type ServedOnebox } from '../graphql/context';
import { type CallerIdentities } from '../onebox/caller/caller-identity';
import { type TimeSlices } from '../onebox/bodies/time-slices';
import { type ApolloOptions, startApollo } from './apollo/apollo';
import { withAuditLog } from './telemetry/log/audit-log';
import { addressMatcher } from './client-address';
import { rejectConnectRequests, clientErrorHandler, trackAcceptHeaders } from './http/client-errors';
import { rejectEncodedBodies } from './http/content-encoding';
import { parseJsonBodies } from './operations/lossless-numbers';
import { type DirectRouteOptions, serveDirectly } from './direct-route/direct-route';
import { graphqlHandler } from './graphql-handler';
import { type ServerContext } from './request-context';
import { serveHealthChecks, type Readiness } from './http/health';
import { identifyCallers } from './identify-callers';
import { handleHttpErrors, unreadableAddressHandler } from './http/http-errors';
import { type ServerBounds, type ShedBound, shedLoad } from './load/load-shedding';
import { KnownOperations } from './operations/known-operations';
import { type Metrics } from './telemetry/metrics/metrics';
import { isBrowserNavigation, sendExplorerPage } from './pages/explorer-page';
import { sendGuidePage } from './pages/guide-page';
import { observeRequests, observeUnparsedRequests } from './telemetry/observe-requests';
import { type PagesOptions, servePages } from './pages/pages';
import { allowOrigins } from './http/cors';
import { operationCheck, type OperationLimits } from './operations/operation-limits';
import { type PersistedOperations } from './operations/persisted-operations';
import { type RateLimits } from './load/rate-limits';
import { RequestShares } from './load/request-shares';
import { maxRequestBodyBytes } from './http/request-body';
import { requestIdOf } from './http/request-id';
import { closePipelinedResponses } from './http/response-close';
import { type VariablesLimits } from './operations/variables-limits';
import { type TelemetryOptions } from './telemetry/request-telemetry';
import { ResponseQueue } from './load/response-queue';
import { withoutSchemas } from './apollo/fastify-without-schemas';
import { setSecurityHeaders } from './http/security-headers';
import { closeSlowClients } from './load/slow-clients';
import { closeUnusedConnections } from './load/unused-connections';

declare module 'fastify' {
  interface FastifyInstance {
    /** The number of running and waiting requests, without health checks. */
    runningRequests: () => number;
  }
}

/** Options of connections and requests. */
export interface HttpOptions extends ServerBounds {
  /** The time for a client to send a request, or to continue reading its response. */
  clientTimeoutMs: number;
  /** The maximum idle time of a connection between two requests. */
  keepAliveTimeoutMs: number;
  corsOrigins: readonly string[];
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
  trustedProxies: readonly string[];
}

/** Options of the schema and of execution. */
export interface GraphqlOptions extends Pick<ApolloOptions, 'explore' | 'serveSdl' | 'maxReportedErrors'> {
  /** Whether federation gateways get traces on request. */
  federationTraces: boolean;
  /** The timeout of all calls to Onebox of one operation. */
  operationTimeoutMs: number;
}

/** Options of {@link createServer}. */
export interface ServerOptions {
  schema: GraphQLSchema;
  /** The Onebox for clients that reach the gateway as `hostname`. */
  servedAt: (hostname: string) => ServedOnebox;
  logger: Logger;
  metrics: Metrics;
  http: HttpOptions;
  graphql: GraphqlOptions;
  pages: PagesOptions;
  callers: CallerIdentities;
  telemetry: Omit<TelemetryOptions, 'metrics'>;
  operationLimits: OperationLimits;
  variablesLimits: VariablesLimits;
  persistedOperations: PersistedOperations;
  rateLimits: RateLimits;
  readiness: Readiness;
  onShed: (bound: ShedBound) => void;
  timeSlices: TimeSlices;
}

const maxHeaderBytes = 16 * 1024;

/** Creates the HTTP server with GraphQL at `/graphql`. It does not listen yet. Closing it stops Apollo Server too. */
export async function createServer({
  schema,
  servedAt,
  logger,
  metrics,
  http,
  graphql,
  pages,
  callers,
  telemetry,
  operationLimits,
  variablesLimits,
  persistedOperations,
  rateLimits,
  readiness,
  onShed,
  timeSlices,
}: ServerOptions): Promise<FastifyInstance> {
  const { clientTimeoutMs, trustedProxies } = http;
  const { explore, federationTraces, operationTimeoutMs } = graphql;
  const auditedSchema = withAuditLog(schema, logger, (token) => callers.of(token).logged);
  const apolloOptions: ApolloOptions = { ...graphql, schema: auditedSchema, logger };
  const apollo = await startApollo(apolloOptions);
  const tracingApollo = federationTraces ? await startTracing(apolloOptions) : undefined;

  // Requests share one logger, since no code logs through a request. Fastify logs its address at info, which the gateway's own start line
  // contains.
  const loggerInstance = Object.create(logger, {
    child: { value: (): FastifyBaseLogger => loggerInstance },
    info: { value: () => undefined },
  }) as FastifyBaseLogger;
  const onUnparsedRequest = observeUnparsedRequests({ metrics, logRequest: telemetry.logRequest });
  const isTrusted = trustedProxies.length > 0 ? addressMatcher(trustedProxies) : undefined;
  const app = Fastify({
    ...withoutSchemas,
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxRequestBodyBytes,
    clientErrorHandler: clientErrorHandler(onUnparsedRequest),
    // Handles addresses that cannot be decoded, since Fastify's own response would repeat them.
    frameworkErrors: unreadableAddressHandler(onUnparsedRequest),
    trustProxy: isTrusted ?? false,
    genReqId: ({ headers }) => requestIdOf(headers),
    forceCloseConnections: 'idle',
    // Keep serving until load balancers notice the 503.
    return503OnClosing: false,
    http: {
      requireHostHeader: false,
      // Otherwise Node.js uses the first of two duplicates, and a proxy in front may use the other.
      joinDuplicateHeaders: true,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: clientTimeoutMs,
      requestTimeout: clientTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, clientTimeoutMs),
    },
    requestTimeout: clientTimeoutMs,
    // Longer than an operation, since its connection is idle while it waits for Onebox.
    connectionTimeout: operationTimeoutMs + clientTimeoutMs,
    keepAliveTimeout: http.keepAliveTimeoutMs,
  });
  rejectConnectRequests(app.server, onUnparsedRequest);
  const handleGraphql = graphqlHandler({
    apollo,
    tracingApollo,
    known: new KnownOperations({
      schema,
      logger,
      onFallback: (reason) => {
        metrics.fastPathFallbacks.inc({ reason });
      },
    }),
    timeSlices,
    servedAt,
    timeoutMs: operationTimeoutMs,
    rateLimits,
    checkOperation: operationCheck(schema, operationLimits),
    variablesLimits,
    persistedOperations,
    responses: new ResponseQueue({
      onShed: () => {
        onShed('response-bytes');
      },
      onBytes: (bytes) => {
        metrics.responseBytes.set(bytes);
      },
    }),
  });
  const requestShares = new RequestShares(http.maxRequests, () => {
    onShed('caller-requests');
  });
  const admit: DirectRouteOptions['admit'] = (request, reply) =>
    rateLimits.count(request, reply) ?? requestShares.add(request, reply);
  serveDirectly(app.server, {
    callers,
    telemetry: { metrics, ...telemetry },
    isTrusted,
    allowsOrigins: http.corsOrigins.length > 0,
    readiness,
    logger,
    admit,
    parse: parseJsonBodies(app),
    handle: handleGraphql,
  });
  app.decorate('runningRequests', shedLoad(app.server, http, readiness, onShed));
  closeSlowClients(app.server, clientTimeoutMs);
  closePipelinedResponses(app.server);
  trackAcceptHeaders(app.server);
  identifyCallers(app, callers);
  observeRequests(app, { metrics, ...telemetry });
  setSecurityHeaders(app);
  await allowOrigins(app, http.corsOrigins);
  app.addHook('onClose', async () => {
    await Promise.all([apollo.stop(), tracingApollo?.stop()]);
  });
  handleHttpErrors(app, logger);
  rejectEncodedBodies(app);
  closeUnusedConnections(app);
  serveHealthChecks(app, readiness);
  app.all(
    '/graphql',
    {
      onRequest: (request, reply, next) => {
        next(admit(request, reply));
      },
    },
    async (request, reply) => {
      if (!isBrowserNavigation(request)) return handleGraphql(request, reply);
      return explore ? sendExplorerPage(reply, pages.demo) : sendGuidePage(reply);
    },
  );
  if (explore) servePages(app, pages);
  return app;
}

async function startTracing(options: ApolloOptions): Promise<ApolloServer<ServerContext>> {
  const { startTracingApollo } = await import('./apollo/federation-traces.js');
  return startTracingApollo(options);
}
