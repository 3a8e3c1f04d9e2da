import { type ApolloServer } from '@apollo/server';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';

import { type ResponseText } from '../graphql/execution/execute-operation';
import { createContext, type GatewayContext, type ServedOnebox } from '../graphql/context';
import { type Caller } from '../onebox/caller/caller-session';
import { TimeSlices } from '../onebox/bodies/time-slices';
import { networkOf } from './client-address';
import { withRequestId } from './http/error-response';
import { type KnownOperations } from './operations/known-operations';
import { operationCancellation } from './operations/operation-cancellation';
import { type OperationCheck } from './operations/operation-limits';
import { isNamedById, type PersistedOperations } from './operations/persisted-operations';
import { type RateLimits } from './load/rate-limits';
import { type RequestTelemetry } from './telemetry/request-telemetry';
import { RequestError } from './http/request-error';
import { type ResponseQueue } from './load/response-queue';
import { bodyWithText, readSentRequest, type SentRequest, toApolloRequest } from './http/sent-request';
import { checkVariables, type VariablesLimits } from './operations/variables-limits';

/** What belongs to one request, seen from the server. */
export interface ServerContext extends GatewayContext {
  observation: RequestTelemetry;
  /** Called when the operation is valid, before it is executed. */
  onValidated: () => void;
}

/** What it takes to answer a request. */
export interface GraphqlHandlerOptions {
  apollo: ApolloServer<ServerContext>;
  /** Answers a federation gateway that asks for a trace in `extensions.ftv1`; undefined: it gets none. */
  tracingApollo: ApolloServer<ServerContext> | undefined;
  known: KnownOperations;
  /** The Onebox to serve to whoever reaches the gateway as `hostname`. */
  servedAt: (hostname: string) => ServedOnebox;
  /** What the calls of one operation may take together. */
  timeoutMs: number;
  rateLimits: RateLimits;
  /** Throws a refusal where the operation is too much to be validated, or to be run. */
  checkOperation: OperationCheck;
  variablesLimits: VariablesLimits;
  persistedOperations: PersistedOperations;
  timeSlices: TimeSlices;
  responses: ResponseQueue;
}

/**
 * Answers an HTTP request: on the fast path where its operation is known and compiled, else by Apollo Server. What is refused beforehand it
 * throws.
 */
export function graphqlHandler({
  apollo,
  tracingApollo,
  known,
  servedAt,
  timeoutMs,
  rateLimits,
  checkOperation,
  variablesLimits,
  persistedOperations,
  timeSlices,
  responses,
}: GraphqlHandlerOptions): (request: FastifyRequest, reply: FastifyReply) => Promise<string | Buffer> {
  // Of their own: a short response does not wait for the long ones that share the other slices.
  const turns = new TimeSlices().begin();
  const toSend = (text: ResponseText, request: FastifyRequest, reply: FastifyReply): string | Buffer => {
    try {
      return responses.add(text, request, reply);
    } catch (error) {
      if (error instanceof RequestError)
        request.observation.replaced([{ message: error.message, extensions: error.details }]);
      throw error;
    }
  };
  const tracingFor = ({ headers }: FastifyRequest): ApolloServer<ServerContext> | undefined =>
    headers['apollo-federation-include-trace'] === 'ftv1' ? tracingApollo : undefined;
  const askApollo = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sent: SentRequest,
    text: unknown,
    context: ServerContext,
  ): Promise<string | Buffer> => {
    const checkVariablesOf = typeof text === 'string' ? checkOperation(text, sent.variables) : undefined;
    context.onValidated = () => {
      known.learn(request, sent, text, checkVariablesOf);
    };
    const { headers, body, status } = await (tracingFor(request) ?? apollo).executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApolloRequest(request, sent, text),
      context: () => Promise.resolve(context),
    });
    if (body.kind === 'chunked') throw new Error('Incremental delivery is not part of the schema.');
    const isRefused = status !== undefined && status >= 400;
    const sendable = toSend(isRefused ? refusal(body.string, request) : body.string, request, reply);
    for (const [name, value] of headers) reply.header(name, value);
    if (status !== undefined) reply.code(status);
    return sendable;
  };
  return async (request, reply) => {
    const sent = readSentRequest(request);
    checkVariables(sent.variables, variablesLimits);
    const text = persistedOperations.textOf(sent, request.id);
    if (isNamedById(sent)) request.body = bodyWithText(request.body, text);
    const { observation } = request;
    observation.sentWith(sent.extensions);
    const caller: Caller = {
      authorization: request.headers.authorization,
      identity: request.callerIdentity,
      network: () => networkOf(request.ip),
      cacheControl: request.headers['cache-control'],
      requestId: request.id,
      cancellation: operationCancellation(reply, timeoutMs),
      observer: observation,
    };
    const context: ServerContext = Object.assign(
      createContext(servedAt(request.hostname), caller, {
        attempts: rateLimits.attemptsOf(request, reply),
        slices: timeSlices.begin(),
      }),
      { observation, onValidated: () => undefined },
    );
    try {
      const answer = tracingFor(request) ? undefined : await known.answer(request, sent, text, context);
      // One call may end for hundreds that shared it, and each takes a while from here on.
      if (turns.isOver()) await turns.next();
      if (answer === undefined) return await askApollo(request, reply, sent, text, context);
      observation.answered({});
      const sendable = toSend(answer.text, request, reply);
      reply.header('content-type', answer.contentType);
      return sendable;
    } finally {
      known.endLearning(request);
      context.onebox.release();
    }
  };
}

/** Apollo Server refuses some requests before it makes a context, and so before our plugin sees them. */
function refusal(answer: string, { id, observation }: FastifyRequest): string {
  const { errors = [], ...rest } = JSON.parse(answer) as { errors?: GraphQLFormattedError[] };
  observation.refused(errors);
  return `${JSON.stringify({ errors: errors.map((error) => withRequestId(error, id)), ...rest })}\n`;
}
