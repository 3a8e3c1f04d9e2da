import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';
import { type Logger } from 'pino';

import {
  type CacheUse,
  type CallEnd,
  type CallObserver,
  type Endpoint,
  type ObservedCall,
} from '../../onebox/client/call-observer';
import { wasRejected } from '../http/client-errors';
import { type BoundedNames } from './bounded-names';
import { type ClientSoftware, clientSoftware, fullName, noClient, otherClient } from './client-software';
import { type Metrics } from './metrics/metrics';
import { cancelledStatus, type OperationOutcome } from './operation-outcome';
import { requestAttributes, requestSpanName } from './request-attributes';
import { type RequestSpan, type Tracing } from './open-telemetry/otel-tracing';

/** Where what is observed goes. */
export interface ObservationOptions {
  metrics: Metrics;
  logger: Logger;
  operationNames: BoundedNames;
  /** Of names with their versions. */
  clientNames: BoundedNames;
  /** Undefined: nothing is traced. */
  tracing: Tracing | undefined;
}

/** An operation as it is known once it is parsed, or found among those that are known. */
export interface ObservedOperation {
  /** See `safeOperationName`. */
  name: string;
  type: string;
}

/**
 * What operators see of one request: one line in the log, and its part of the metrics and of a trace. Whoever responds
 * to an operation, in whichever way, says so by {@link answered}.
 */
export class RequestTelemetry implements CallObserver {
  #span: RequestSpan | undefined;
  // Health checks are never observed.
  #isObserved = false;
  #startedAtMs = 0;
  #client: ClientSoftware = noClient;
  #operation: ObservedOperation | undefined;
  #outcome: OperationOutcome | undefined;
  #upstreamCalls = 0;
  #sharedCalls = 0;
  readonly #cacheUses = { hit: 0, miss: 0, bypass: 0 };
  #codes: readonly string[] = [];

  constructor(
    private readonly request: FastifyRequest,
    private readonly options: ObservationOptions,
  ) {}

  /** Observes the request until its response is closed, whether or not all of it was sent. */
  start({ raw }: FastifyReply): void {
    this.#isObserved = true;
    this.#startedAtMs = performance.now();
    this.#span = this.options.tracing?.begin(this.request.headers);
    raw.once('close', () => {
      const { raw: request } = this.request;
      // Node.js calls a response finished too when its connection broke before all was sent.
      const isCancelled = !raw.writableFinished || request.socket.destroyed;
      // `observeUnheard` has seen the response to a body that did not arrive in time.
      if (!wasRejected(request)) this.#finish(raw.statusCode, isCancelled);
    });
  }

  /** In log lines: which request, and whose. */
  get origin(): Record<string, unknown> {
    const { id, callerIdentity } = this.request;
    const fields: Record<string, unknown> = { requestId: id };
    // As OpenTelemetry names it in logs of other formats.
    if (this.#span !== undefined) fields['trace_id'] = this.#span.traceId;
    if (callerIdentity !== undefined) fields['caller'] = callerIdentity.logged;
    return fields;
  }

  /** In log lines: {@link origin}, and what is asked for. */
  get logged(): Record<string, unknown> {
    const fields = this.origin;
    const siteId = this.request.callerIdentity?.loggedSiteId;
    if (siteId !== undefined) fields['siteId'] = siteId;
    if (this.#operation !== undefined) fields['operation'] = this.#operation.name;
    if (this.#client !== noClient) {
      fields['client'] = this.#client.name;
      fields['clientVersion'] = this.#client.version;
    }
    return fields;
  }

  begin(endpoint: Endpoint, attempt: number): ObservedCall {
    this.#upstreamCalls += 1;
    const span = this.#span?.beginCall(endpoint, attempt);
    const { upstreamCalls } = this.options.metrics;
    const startedAtMs = performance.now();
    return {
      traceHeaders: span?.headers ?? {},
      end: (end: CallEnd) => {
        const { outcome, atMs = performance.now() } = end;
        upstreamCalls.observe({ endpoint, outcome }, (atMs - startedAtMs) / 1000);
        span?.end({ ...end, atMs });
      },
    };
  }

  cacheUsed(use: CacheUse): void {
    this.#cacheUses[use] += 1;
  }

  joined(other: CallObserver): void {
    this.#sharedCalls += 1;
    if (other instanceof RequestTelemetry && other.#span) this.#span?.link(other.#span);
  }

  /** The request was read: `extensions` are those of the GraphQL request. */
  sentWith(extensions: unknown): void {
    this.#client = clientSoftware(this.request.headers, extensions);
  }

  /** It is known which operation is to run. */
  resolved(operation: ObservedOperation): void {
    this.#operation = operation;
  }

  /** An operation has its response. */
  answered({ data, errors = [] }: { data?: object | null; errors?: readonly GraphQLFormattedError[] }): void {
    if (!this.#isObserved) return;
    this.#count(errors);
    const hasData =
      data !== null && data !== undefined && Object.values(data).some((value) => value !== null);
    this.#outcome = errors.length === 0 ? 'ok' : hasData ? 'partial' : 'error';
  }

  /** The request was rejected with these errors. What an operation has answered already is not told twice. */
  refused(errors: readonly GraphQLFormattedError[]): void {
    if (this.#isObserved && this.#outcome === undefined) this.#count(errors);
  }

  /** The operation's response is not sent: these errors are, in its place. */
  replaced(errors: readonly GraphQLFormattedError[]): void {
    if (!this.#isObserved) return;
    this.#count(errors);
    this.#outcome = 'error';
  }

  #finish(sentStatus: number, isCancelled: boolean): void {
    // What is thrown from here on, nobody is told: the caller has gone.
    this.#isObserved = false;
    const hasOperation = this.#operation !== undefined || this.#outcome !== undefined;
    const outcome = isCancelled ? 'cancelled' : this.#outcome;
    const status = isCancelled ? cancelledStatus : sentStatus;
    const durationMs = performance.now() - this.#startedAtMs;
    const { httpRequests } = this.options.metrics;
    httpRequests.inc({ status });
    if (hasOperation && outcome !== undefined) this.#countOperation(outcome, durationMs);
    this.#endSpan(outcome, isCancelled ? undefined : sentStatus);
    this.#log(outcome, status, durationMs, hasOperation);
  }

  #countOperation(outcome: OperationOutcome, durationMs: number): void {
    const { metrics, operationNames } = this.options;
    const { callerIdentity: caller } = this.request;
    const acceptedCaller = caller?.isAccepted === true ? caller.id : undefined;
    const operation = operationNames.labelOf(this.#operation?.name ?? 'none', acceptedCaller);
    metrics.operations.inc({ operation, outcome });
    metrics.operationSeconds.observe({ outcome }, durationMs / 1000);
    const { name: client, version } = this.#labelledClient(acceptedCaller);
    metrics.clientOperations.inc({ client, version, outcome });
  }

  #labelledClient(acceptedCaller: string | undefined): ClientSoftware {
    if (this.#client === noClient) return noClient;
    const label = this.options.clientNames.labelOf(fullName(this.#client), acceptedCaller);
    return label === 'other' ? otherClient : this.#client;
  }

  #endSpan(outcome: OperationOutcome | undefined, status: number | undefined): void {
    if (this.#span === undefined) return;
    const { request } = this;
    const facts = {
      request,
      operation: this.#operation,
      outcome,
      status,
      client: this.#client,
      cacheUses: this.#cacheUses,
      sharedCalls: this.#sharedCalls,
      code: this.#codes[0],
    };
    this.#span.end({
      name: requestSpanName(facts),
      isError: outcome === 'error' || (status !== undefined && status >= 500),
      attributes: requestAttributes(facts),
    });
  }

  #log(
    outcome: OperationOutcome | undefined,
    status: number,
    durationMs: number,
    hasOperation: boolean,
  ): void {
    const { logger } = this.options;
    if (!logger.isLevelEnabled('info')) return;
    const { method, routeOptions } = this.request;
    const line = this.logged;
    line['method'] = method;
    line['route'] = routeOptions.url;
    line['status'] = status;
    if (outcome !== undefined) line['outcome'] = outcome;
    if (hasOperation) {
      line['operation'] ??= 'none';
      line['upstreamCalls'] = this.#upstreamCalls;
    }
    if (this.#codes.length > 0) line['codes'] = this.#codes;
    line['durationMs'] = Math.round(durationMs);
    logger.info(line, 'request');
  }

  #count(errors: readonly GraphQLFormattedError[]): void {
    if (errors.length === 0) return;
    for (const { extensions } of errors) {
      this.options.metrics.errors.inc({
        code: textOf(extensions?.['code']),
        reason: textOf(extensions?.['reason']),
      });
    }
    this.#codes = [...new Set(errors.map(({ extensions }) => textOf(extensions?.['code'])))];
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'none';
}
