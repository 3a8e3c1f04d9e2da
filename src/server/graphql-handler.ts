import { type ApolloServer } from '@apollo/server';
import { type GraphQLFormattedError } from 'graphql';

import { type GatewayReply, type GatewayRequest } from './gateway-request';
import { type ResponseText } from '../graphql/execution/execute-operation';
import { TimeSlices } from '../onebox/bodies/time-slices';
import { withRequestId } from './http/error-response';
import { type KnownOperations } from './operations/known-operations';
import { type OperationCheck } from './operations/operation-limits';
import { isNamedById, type PersistedOperations } from './operations/persisted-operations';
import { RequestContext, type RequestContextOptions, type ServerContext } from './request-context';
import { RequestError } from './http/request-error';
import { type ResponseQueue } from './load/response-queue';
import { bodyWithText, readSentRequest, type SentRequest, toApolloRequest } from './http/sent-request';
import { checkVariables, type VariablesLimits } from './operations/variables-limits';

/** Options of {@link graphqlHandler}. */
export interface GraphqlHandlerOptions extends RequestContextOptions {
  apollo: ApolloServer<ServerContext>;
  /** For federation gateways that request a trace in `extensions.ftv1`. Undefined without traces. */
  tracingApollo: ApolloServer<ServerContext> | undefined;
  known: KnownOperations;
  /** Throws a request error for an operation over its limits. */
  checkOperation: OperationCheck;
  variablesLimits: VariablesLimits;
  persistedOperations: PersistedOperations;
  responses: ResponseQueue;
}

/**
 * Returns the handler of GraphQL requests. It executes compiled operations on the fast path, and others with Apollo Server. Throws a
 * request error for a request that it rejects before execution.
 */
export function graphqlHandler({
  apollo,
  tracingApollo,
  known,
  checkOperation,
  variablesLimits,
  persistedOperations,
  responses,
  ...shared
}: GraphqlHandlerOptions): (request: GatewayRequest, reply: GatewayReply) => Promise<string | Buffer> {
  // Separate from `timeSlices`, so that a short response does not wait for long ones.
  const turns = new TimeSlices().begin();
  const toSend = (text: ResponseText, request: GatewayRequest, reply: GatewayReply): string | Buffer => {
    try {
      return responses.add(text, request, reply);
    } catch (error) {
      if (error instanceof RequestError)
        request.telemetry.replaced([{ message: error.message, extensions: error.details }]);
      throw error;
    }
  };
  const tracingFor = ({ headers }: GatewayRequest): ApolloServer<ServerContext> | undefined =>
    headers['apollo-federation-include-trace'] === 'ftv1' ? tracingApollo : undefined;
  const executeWithApollo = async (
    request: GatewayRequest,
    reply: GatewayReply,
    sent: SentRequest,
    text: unknown,
    context: ServerContext,
  ): Promise<string | Buffer> => {
    const checkVariablesOf = typeof text === 'string' ? checkOperation(text, sent.variables) : undefined;
    context.onValidated = () => {
      known.add(request, sent, text, checkVariablesOf);
    };
    const { headers, body, status } = await (tracingFor(request) ?? apollo).executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApolloRequest(request, sent, text),
      context: () => Promise.resolve(context),
    });
    if (body.kind === 'chunked') throw new Error('Incremental delivery is not part of the schema.');
    const isRejected = status !== undefined && status >= 400;
    const sendable = toSend(isRejected ? rejection(body.string, request) : body.string, request, reply);
    for (const [name, value] of headers) reply.header(name, value);
    if (status !== undefined) reply.code(status);
    return sendable;
  };
  return async (request, reply) => {
    const sent = readSentRequest(request);
    checkVariables(sent.variables, variablesLimits);
    const text = persistedOperations.textOf(sent, request.id);
    if (isNamedById(sent)) request.body = bodyWithText(request.body, text);
    const { telemetry } = request;
    telemetry.received(sent.extensions);
    const context = new RequestContext(request, reply, shared);
    try {
      const response = tracingFor(request) ? undefined : await known.execute(request, sent, text, context);
      // Hundreds of requests may share one call. Serialising their responses in one turn would block the event loop.
      if (turns.isOver()) await turns.next();
      if (response === undefined) return await executeWithApollo(request, reply, sent, text, context);
      telemetry.responded({});
      const sendable = toSend(response.text, request, reply);
      reply.header('content-type', response.contentType);
      return sendable;
    } finally {
      known.endValidation(request);
      context.onebox.release();
    }
  };
}

/** Completes a rejection by Apollo Server. It rejects some requests before it creates a context, so that plugins do not see them. */
function rejection(body: string, { id, telemetry }: GatewayRequest): string {
  const { errors = [], ...rest } = JSON.parse(body) as { errors?: GraphQLFormattedError[] };
  telemetry.rejected(errors);
  return `${JSON.stringify({ errors: errors.map((error) => withRequestId(error, id)), ...rest })}\n`;
}
