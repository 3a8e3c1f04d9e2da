import { type ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';

import { type ApolloOptions, startApollo } from './apollo';
import { type ServerContext } from '../graphql-handler';

// Each takes some hundred bytes of memory and of the response: fields past these are not in the trace.
const maxTracedFields = 10_000;

/** Starts the Apollo Server that traces operations for a federation gateway: what is not traced would be slower with it. */
export function startTracingApollo(options: ApolloOptions): Promise<ApolloServer<ServerContext>> {
  return startApollo(options, boundedInlineTrace());
}

/** Apollo Server's own plugin, with a bound for how many fields one trace has. */
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
        // The errors of parts are not thrown, so that graphql-js does not report them.
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
