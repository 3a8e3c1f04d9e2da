import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';

import { formatError } from '../../graphql/errors/format-error';
import { guardedSchema } from '../../graphql/schema/guarded-schema';
import { withOwnMessage } from './apollo-messages';
import { createDocumentStore } from '../operations/document-store';
import { errorPlugin } from './error-plugin';
import { type ServerContext } from '../request-context';
import { noSdlRule } from '../operations/no-sdl-rule';

// A browser sends these headers only after a preflight, so a page of another site cannot cause such a request.
const preflightHeaders = ['apollo-require-preflight', 'graphql-require-preflight', 'x-apollo-operation-name'];

export interface ApolloOptions {
  schema: GraphQLSchema;
  logger: Logger;
  /** Whether introspection and hints in errors are on. */
  explore: boolean;
  serveSdl: boolean;
  /** The maximum of validation errors that are reported for one operation. */
  maxReportedErrors: number;
}

/** Starts an Apollo Server. Operations are traced only with a `tracePlugin`. */
export async function startApollo(
  { schema, logger, explore, serveSdl, maxReportedErrors }: ApolloOptions,
  // Tracing slows each operation down, and any client that sends its header would get the trace.
  tracePlugin: ApolloServerPlugin<ServerContext> = ApolloServerPluginInlineTraceDisabled(),
): Promise<ApolloServer<ServerContext>> {
  const apollo = new ApolloServer<ServerContext>({
    // A copy, since Apollo Server wraps the resolvers of a traced schema permanently.
    schema: guardedSchema(schema),
    formatError: (formatted, error) => withOwnMessage(formatError(formatted, error)),
    logger,
    introspection: explore,
    hideSchemaDetailsFromClientErrors: !explore,
    includeStacktraceInErrorResponses: false,
    // Otherwise an unset NODE_ENV selects development mode.
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    csrfPrevention: { requestHeaders: preflightHeaders },
    allowBatchedHttpRequests: false,
    validationOptions: { maxErrors: maxReportedErrors },
    validationRules: serveSdl ? [] : [noSdlRule],
    persistedQueries: false,
    // The default store underestimates its memory by a factor of ten.
    documentStore: createDocumentStore(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      tracePlugin,
      errorPlugin(logger),
    ],
  });
  await apollo.start();
  return apollo;
}
