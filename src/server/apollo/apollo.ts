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
import { type ServerContext } from '../graphql-handler';
import { validationPlugin } from './validation-plugin';
import { noSdlRule } from '../operations/sdl-rule';

// A browser sends any of them only after a preflight: a page of another site cannot cause it.
const preflightHeaders = ['apollo-require-preflight', 'graphql-require-preflight', 'x-apollo-operation-name'];

/** What Apollo Server is told. */
export interface ApolloOptions {
  schema: GraphQLSchema;
  logger: Logger;
  /** Whether introspection and hints in errors are on. */
  explore: boolean;
  serveSdl: boolean;
  /** Mistakes that are told of one operation. */
  maxReportedErrors: number;
}

/** Starts an Apollo Server. `tracePlugin` is what traces its operations; without one nothing does. */
export async function startApollo(
  { schema, logger, explore, serveSdl, maxReportedErrors }: ApolloOptions,
  // Whoever sends its header would be told of every field, and it makes each operation slower.
  tracePlugin: ApolloServerPlugin<ServerContext> = ApolloServerPluginInlineTraceDisabled(),
): Promise<ApolloServer<ServerContext>> {
  const apollo = new ApolloServer<ServerContext>({
    // A copy: Apollo Server wraps each resolver for good once something traces it.
    schema: guardedSchema(schema),
    formatError: (formatted, error) => withOwnMessage(formatError(formatted, error)),
    logger,
    introspection: explore,
    hideSchemaDetailsFromClientErrors: !explore,
    includeStacktraceInErrorResponses: false,
    // An unset NODE_ENV would mean development.
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    csrfPrevention: { requestHeaders: preflightHeaders },
    allowBatchedHttpRequests: false,
    validationOptions: { maxErrors: maxReportedErrors },
    validationRules: serveSdl ? [] : [noSdlRule],
    persistedQueries: false,
    // Apollo Server's own counts a tenth of what it keeps.
    documentStore: createDocumentStore(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      tracePlugin,
      validationPlugin,
      errorPlugin(logger),
    ],
  });
  await apollo.start();
  return apollo;
}
