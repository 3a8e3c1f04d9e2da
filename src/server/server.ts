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
import { parseJsonBodies } from './operations/exact-numbers';
import { graphqlHandler, type ServerContext } from './graphql-handler';
import { serveHealthChecks, type Readiness } from './http/health';
import { identifyCallers } from './identify-callers';
import { handleHttpErrors, unreadableAddressHandler } from './http/http-errors';
import { type ServerBounds, type ShedBound, shedLoad } from './load/load-shedding';
import { KnownOperations } from './operations/known-operations';
import { type Metrics } from './telemetry/metrics/metrics';
import { isBrowserNavigation, sendSandboxPage } from './pages/explorer-page';
import { sendGuidePage } from './pages/guide-page';
import { observeRequests, observeUnheard } from './telemetry/observe-requests';
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
import { type ObservationOptions } from './telemetry/request-telemetry';
import { ResponseQueue } from './load/response-queue';
import { noSchemas } from './apollo/no-schemas';
import { setSecurityHeaders } from './http/security-headers';
import { closeSlowClients } from './load/slow-clients';
import { closeUnusedConnections } from './load/unused-connections';

declare module 'fastify' {
  interface FastifyInstance {
    /** How many requests run or wait, health checks aside. */
    runningRequests: () => number;
  }
}

/** How connections and requests are treated. */
export interface HttpOptions extends ServerBounds {
  /** For a client to send a request, or to go on reading its answer. */
  clientTimeoutMs: number;
  /** For a connection between two requests. */
  keepAliveTimeoutMs: number;
  corsOrigins: readonly string[];
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
  trustedProxies: readonly string[];
}

/** What the schema shows, and how an operation is executed. */
export interface GraphqlOptions extends Pick<ApolloOptions, 'explore' | 'serveSdl' | 'maxReportedErrors'> {
  /** Whether federation gateways get the traces that they ask for. */
  federationTraces: boolean;
  /** For all calls to Onebox of one operation. */
  operationTimeoutMs: number;
}

/** What the server needs to be one. */
export interface ServerOptions {
  schema: GraphQLSchema;
  /** The Onebox to serve to whoever reaches the gateway as `hostname`. */
  servedAt: (hostname: string) => ServedOnebox;
  logger: Logger;
  metrics: Metrics;
  http: HttpOptions;
  graphql: GraphqlOptions;
  pages: PagesOptions;
  callers: CallerIdentities;
  observation: Omit<ObservationOptions, 'metrics'>;
  operationLimits: OperationLimits;
  variablesLimits: VariablesLimits;
  persistedOperations: PersistedOperations;
  rateLimits: RateLimits;
  readiness: Readiness;
  onShed: (bound: ShedBound) => void;
  timeSlices: TimeSlices;
}

const maxHeaderBytes = 16 * 1024;

/** Makes the HTTP server with GraphQL at `/graphql`, ready to listen. Closing it closes Apollo Server too. */
export async function createServer({
  schema,
  servedAt,
  logger,
  metrics,
  http,
  graphql,
  pages,
  callers,
  observation,
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

  // Nothing is logged through a request: one logger will do for all of them. Fastify's one line at info says where it
  // listens, which the start line of the gateway says too.
  const loggerInstance = Object.create(logger, {
    child: { value: (): FastifyBaseLogger => loggerInstance },
    info: { value: () => undefined },
  }) as FastifyBaseLogger;
  const onUnparsedRequest = observeUnheard({ metrics, logger: observation.logger });
  const app = Fastify({
    ...noSchemas,
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxRequestBodyBytes,
    clientErrorHandler: clientErrorHandler(onUnparsedRequest),
    // An address that cannot be decoded, before any hook: Fastify's own answer would repeat it.
    frameworkErrors: unreadableAddressHandler(onUnparsedRequest),
    trustProxy: trustedProxies.length > 0 && addressMatcher(trustedProxies),
    genReqId: ({ headers }) => requestIdOf(headers),
    forceCloseConnections: 'idle',
    // Who has not heard yet that this process ends is served all the same.
    return503OnClosing: false,
    http: {
      requireHostHeader: false,
      // Of two that differ, whatever is in front of us may have looked at the other one.
      joinDuplicateHeaders: true,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: clientTimeoutMs,
      requestTimeout: clientTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, clientTimeoutMs),
    },
    requestTimeout: clientTimeoutMs,
    // While a request waits for Onebox, nothing moves on its connection either.
    connectionTimeout: operationTimeoutMs + clientTimeoutMs,
    keepAliveTimeout: http.keepAliveTimeoutMs,
  });
  rejectConnectRequests(app.server, onUnparsedRequest);
  app.decorate('runningRequests', shedLoad(app.server, http, readiness, onShed));
  closeSlowClients(app.server, clientTimeoutMs);
  closePipelinedResponses(app.server);
  trackAcceptHeaders(app.server);
  parseJsonBodies(app);
  identifyCallers(app, callers);
  observeRequests(app, { metrics, ...observation });
  setSecurityHeaders(app);
  await allowOrigins(app, http.corsOrigins);
  app.addHook('onClose', async () => {
    await Promise.all([apollo.stop(), tracingApollo?.stop()]);
  });
  handleHttpErrors(app, logger);
  rejectEncodedBodies(app);
  closeUnusedConnections(app);
  serveHealthChecks(app, readiness);
  const answer = graphqlHandler({
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
  app.all(
    '/graphql',
    {
      onRequest: (request, reply, next) => {
        next(rateLimits.count(request, reply) ?? requestShares.add(request, reply));
      },
    },
    async (request, reply) => {
      if (!isBrowserNavigation(request)) return answer(request, reply);
      return explore ? sendSandboxPage(reply, pages.demo) : sendGuidePage(reply);
    },
  );
  if (explore) servePages(app, pages);
  return app;
}

async function startTracing(options: ApolloOptions): Promise<ApolloServer<ServerContext>> {
  const { startTracingApollo } = await import('./apollo/federation-traces.js');
  return startTracingApollo(options);
}
