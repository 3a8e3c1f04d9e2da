import { type ApolloServer, HeaderMap } from '@apollo/server';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';

import { createContext, type GatewayContext, type ServedOnebox } from '../graphql/context';
import { type CompiledQueries } from './compiled-queries';
import { withRequestId } from './error-plugin';
import { operationSignal } from './operation-signal';

/**
 * Answers an HTTP request: as a compiled query where it is one, else by Apollo Server. `timeoutMs` is what its calls may
 * take together.
 */
export function graphqlHandler(
  apollo: ApolloServer<GatewayContext>,
  compiled: CompiledQueries,
  served: ServedOnebox,
  timeoutMs: number,
): (request: FastifyRequest, reply: FastifyReply) => Promise<string> {
  return async (request, reply) => {
    const context = createContext(served, {
      authorization: request.headers.authorization,
      cacheControl: request.headers['cache-control'],
      requestId: request.id,
      signal: operationSignal(reply, timeoutMs),
    });
    const answer = await compiled.answer(request, context);
    if (answer !== undefined) {
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
    return status >= 400 ? withRequestIds(body.string, request.id) : body.string;
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
function withRequestIds(answer: string, requestId: string): string {
  const { errors = [], ...rest } = JSON.parse(answer) as { errors?: GraphQLFormattedError[] };
  return `${JSON.stringify({ errors: errors.map((error) => withRequestId(error, requestId)), ...rest })}\n`;
}
