import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';
import { type Logger } from 'pino';

import {
  type CallObserver,
  type CallOutcome,
  type Endpoint,
  type ObservedCall,
} from '../../onebox/client/call-observer';
import { type Metrics } from './metrics/metrics';
import { type OperationNames } from './operation-names';
import { type RequestSpan, type Tracing } from './tracing';

/** How an operation ended: `partial` is a response with data and errors. */
export const operationOutcomes = ['ok', 'partial', 'error'] as const;

/** One of {@link operationOutcomes}. */
export type OperationOutcome = (typeof operationOutcomes)[number];

/** Where what is observed goes. */
export interface ObservationOptions {
  metrics: Metrics;
  logger: Logger;
  operationNames: OperationNames;
  /** Undefined: nothing is traced. */
  tracing: Tracing | undefined;
}

/**
 * What operators are told of one request: one line in the log, and its part of the metrics and of a trace. Whoever
 * answers an operation, by whichever way, tells it by {@link answered}.
 */
export class RequestTelemetry implements CallObserver {
  readonly #span: RequestSpan | undefined;
  #operation = 'none';
  #outcome: OperationOutcome | undefined;
  #upstreamCalls = 0;
  #codes: readonly string[] = [];

  constructor(
    private readonly request: FastifyRequest,
    private readonly options: ObservationOptions,
  ) {
    this.#span = options.tracing?.begin(request.headers);
  }

  begin(endpoint: Endpoint): ObservedCall {
    this.#upstreamCalls += 1;
    const span = this.#span?.beginCall(endpoint);
    const { upstreamCalls } = this.options.metrics;
    const startedAtMs = performance.now();
    return {
      traceHeaders: span?.headers ?? {},
      end: (outcome: CallOutcome, atMs = performance.now()) => {
        upstreamCalls.observe({ endpoint, outcome }, (atMs - startedAtMs) / 1000);
        span?.end(outcome, atMs);
      },
    };
  }

  /** An operation has its answer. `name` is what the client calls it. */
  answered(
    name: string | null | undefined,
    { data, errors = [] }: { data?: object | null; errors?: readonly GraphQLFormattedError[] },
  ): void {
    this.#operation = this.options.operationNames.labelOf(name);
    this.#count(errors);
    const hasData =
      data !== null && data !== undefined && Object.values(data).some((value) => value !== null);
    this.#outcome = errors.length === 0 ? 'ok' : hasData ? 'partial' : 'error';
  }

  /** The request was refused with these errors. What an operation has answered already is not told twice. */
  refused(errors: readonly GraphQLFormattedError[]): void {
    if (this.#outcome === undefined) this.#count(errors);
  }

  /** The operation's answer is not sent: these errors are, in its place. */
  replaced(errors: readonly GraphQLFormattedError[]): void {
    this.#count(errors);
    this.#outcome = 'error';
  }

  /** The answer has been sent, or nobody waits for it any more. */
  finish({ statusCode, elapsedTime }: FastifyReply): void {
    const { metrics, logger } = this.options;
    const { id, method, routeOptions, callerIdentity: caller } = this.request;
    metrics.httpRequests.inc({ status: statusCode });
    if (this.#outcome !== undefined) {
      metrics.operations.inc({ operation: this.#operation, outcome: this.#outcome });
      metrics.operationSeconds.observe({ outcome: this.#outcome }, elapsedTime / 1000);
    }
    this.#span?.end({
      'graphql.operation.name': this.#operation,
      'graphql.outcome': this.#outcome ?? 'none',
      'http.response.status_code': statusCode,
      'request.id': id,
    });
    if (!logger.isLevelEnabled('info')) return;
    const line: Record<string, unknown> = {
      requestId: id,
      method,
      route: routeOptions.url,
      status: statusCode,
    };
    if (this.#outcome !== undefined) {
      line['operation'] = this.#operation;
      line['outcome'] = this.#outcome;
      line['upstreamCalls'] = this.#upstreamCalls;
    }
    if (this.#codes.length > 0) line['codes'] = this.#codes;
    if (caller !== undefined) line['caller'] = caller.logged;
    line['durationMs'] = Math.round(elapsedTime);
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
