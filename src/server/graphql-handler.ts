import { type ApolloServer, HeaderMap } from '@apollo/server';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';

import { createContext, type GatewayContext, type ServedOnebox } from '../graphql/context';
import { type CompiledQueries } from './compiled-queries';
import { withRequestId } from './error-plugin';
import { operationSignal } from './operation-signal';
import { type RequestObservation } from './request-observation';

/** What belongs to one request, seen from the server. */
export interface ServerContext extends GatewayContext {
  observation: RequestObservation;
}

/**
 * Answers an HTTP request: as a compiled query where it is one, else by Apollo Server. `timeoutMs` is what its calls may
 * take together.
 */
export function graphqlHandler(
  apollo: ApolloServer<ServerContext>,
  compiled: CompiledQueries,
  served: ServedOnebox,
  timeoutMs: number,
): (request: FastifyRequest, reply: FastifyReply) => Promise<string> {
  return async (request, reply) => {
    const { observation } = request;
    const context: ServerContext = {
      ...createContext(served, {
        authorization: request.headers.authorization,
        cacheControl: request.headers['cache-control'],
        requestId: request.id,
        signal: operationSignal(reply, timeoutMs),
        observer: observation,
      }),
      observation,
    };
    const answer = await compiled.answer(request, context);
    if (answer !== undefined) {
      observation.answered(answer.operationName, {});
      reply.header('content-type', answer.contentType);
      return answer.text;
    }
    const { headers, body, status } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMapOf(request),
        search: request.url.slice(request.url.indexOf('?') >>> 0),
        body: request.body,
      },
      context: () => Promise.resolve(context),
    });
    if (body.kind === 'chunked') throw new Error('Incremental delivery is not part of the schema.');
    for (const [name, value] of headers) reply.header(name, value);
    if (status === undefined) {
      compiled.learn(request, { text: body.string, contentType: headers.get('content-type') ?? '' });
      return body.string;
    }
    reply.code(status);
    return status >= 400 ? refusal(body.string, request) : body.string;
  };
}

function headerMapOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** Apollo Server refuses some requests before it makes a context, and so before our plugin sees them. */
function refusal(answer: string, { id, observation }: FastifyRequest): string {
  const { errors = [], ...rest } = JSON.parse(answer) as { errors?: GraphQLFormattedError[] };
  observation.refused(errors);
  return `${JSON.stringify({ errors: errors.map((error) => withRequestId(error, id)), ...rest })}\n`;
}
