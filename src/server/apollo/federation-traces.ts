import { type ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';

import { type ApolloOptions, startApollo } from './apollo';
import { type ServerContext } from '../request-context';

// Each field takes about a hundred bytes of memory and of the response. The trace omits further fields.
const maxTracedFields = 10_000;

/** Starts the Apollo Server for operations that a federation gateway traces. Others use a server without tracing, which is faster. */
export function startTracingApollo(options: ApolloOptions): Promise<ApolloServer<ServerContext>> {
  return startApollo(options, boundedInlineTrace());
}

/** Wraps Apollo Server's plugin with a maximum of fields in one trace. */
function boundedInlineTrace(): ApolloServerPlugin<ServerContext> {
  const plugin: ApolloServerPlugin<ServerContext> = ApolloServerPluginInlineTrace();
  return {
    ...plugin,
    requestDidStart: async (request) => {
      const listener = await plugin.requestDidStart?.(request);
      if (!listener) return undefined;
      let fields = 0;
      return {
        ...listener,
        // Partial errors are not thrown, so graphql-js does not report them to the plugin.
        willSendResponse: async (context) => {
          const errors = context.contextValue.partialErrors.list().map(({ error }) => error);
          if (errors.length > 0) await listener.didEncounterErrors?.({ ...context, errors });
          await listener.willSendResponse?.(context);
        },
        executionDidStart: async (execution) => {
          const executing = await listener.executionDidStart?.(execution);
          if (!executing) return undefined;
          return {
            ...executing,
            willResolveField: (field) => {
              fields += 1;
              return fields > maxTracedFields ? undefined : executing.willResolveField?.(field);
            },
          };
        },
      };
    },
  };
}
