import { type GraphQLFormattedError } from 'graphql';

import { type GatewayReply, type GatewayRequest } from '../gateway-request';
import {
  type CacheUse,
  type CallObserver,
  type Endpoint,
  type ObservedCall,
} from '../../onebox/client/call-observer';
import { CallTelemetry } from './call-telemetry';
import { wasRejected } from '../http/client-errors';
import { type BoundedNames } from './bounded-names';
import { type ClientSoftware, clientSoftware, fullName, noClient, otherClient } from './client-software';
import { type LogRequest } from './log/logger';
import { type Metrics } from './metrics/metrics';
import { cancelledStatus, type OperationOutcome } from './operation-outcome';
import { requestAttributes, requestSpanName } from './request-attributes';
import { type RequestSpan, type Tracing } from './open-telemetry/otel-tracing';

/** The outputs of {@link RequestTelemetry}. */
export interface TelemetryOptions {
  metrics: Metrics;
  /** Undefined where requests have no log line. */
  logRequest: LogRequest | undefined;
  operationNames: BoundedNames;
  /** Names of clients with their versions. */
  clientNames: BoundedNames;
  /** Undefined without traces. */
  tracing: Tracing | undefined;
}

/** An operation that is parsed, or known already. */
export interface ObservedOperation {
  /** See `safeOperationName`. */
  name: string;
  type: string;
}

/**
 * Records one request: its log line, metrics and span. Code that creates a response to an operation must call {@link responded}, on
 * every path.
 */
export class RequestTelemetry implements CallObserver {
  #span: RequestSpan | undefined;
  // False for health checks.
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
    private readonly request: GatewayRequest,
    private readonly options: TelemetryOptions,
  ) {}

  /** Observes the request until its response is closed, even where it was sent in part. */
  start({ raw }: GatewayReply): void {
    this.#isObserved = true;
    this.#startedAtMs = performance.now();
    this.#span = this.options.tracing?.begin(this.request.headers);
    raw.once('close', () => {
      const { raw: request } = this.request;
      // Node.js also reports `writableFinished` where the connection broke before the end.
      const isCancelled = !raw.writableFinished || request.socket.destroyed;
      // `observeUnparsedRequests` has recorded the response to a body that was invalid or too slow.
      if (!wasRejected(request)) this.#finish(raw.statusCode, isCancelled);
    });
  }

  /** The log fields that identify the request and its caller. */
  get origin(): Record<string, unknown> {
    const { id, callerIdentity } = this.request;
    const fields: Record<string, unknown> = { requestId: id };
    // OpenTelemetry's name of the field in logs of other formats.
    if (this.#span !== undefined) fields['trace_id'] = this.#span.traceId;
    if (callerIdentity !== undefined) fields['caller'] = callerIdentity.logged;
    return fields;
  }

  /** The log fields of {@link origin}, with site, operation and client. */
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
    return new CallTelemetry(endpoint, this.options.metrics, span);
  }

  cacheUsed(use: CacheUse): void {
    this.#cacheUses[use] += 1;
  }

  joined(other: CallObserver): void {
    this.#sharedCalls += 1;
    if (other instanceof RequestTelemetry && other.#span) this.#span?.link(other.#span);
  }

  /** Called when the request is read, with its GraphQL `extensions`. */
  received(extensions: unknown): void {
    this.#client = clientSoftware(this.request.headers, extensions);
  }

  /** Called when the operation to execute is known. */
  resolved(operation: ObservedOperation): void {
    this.#operation = operation;
  }

  /** Called with the response of an operation. */
  responded({
    data,
    errors = [],
  }: {
    data?: object | null;
    errors?: readonly GraphQLFormattedError[];
  }): void {
    if (!this.#isObserved) return;
    this.#count(errors);
    const hasData =
      data !== null && data !== undefined && Object.values(data).some((value) => value !== null);
    this.#outcome = errors.length === 0 ? 'ok' : hasData ? 'partial' : 'error';
  }

  /** Called with the errors of a rejected request. Ignored after {@link responded}, which has counted them. */
  rejected(errors: readonly GraphQLFormattedError[]): void {
    if (this.#isObserved && this.#outcome === undefined) this.#count(errors);
  }

  /** Called with the errors that are sent in place of the operation's response. */
  replaced(errors: readonly GraphQLFormattedError[]): void {
    if (!this.#isObserved) return;
    this.#count(errors);
    this.#outcome = 'error';
  }

  #finish(sentStatus: number, isCancelled: boolean): void {
    // The response is closed, so later errors do not reach the client and are not counted.
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
    const { logRequest } = this.options;
    if (logRequest === undefined) return;
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
    logRequest(line);
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
