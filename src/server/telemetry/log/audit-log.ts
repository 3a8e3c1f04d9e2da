import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';

import { formatError } from '../../../graphql/errors/format-error';
import { CallerGone, OneboxError } from '../../../onebox/onebox-error';
import { type ServerContext } from '../../graphql-handler';

type Values = Readonly<Record<string, unknown>>;

// Not the session's: who knows that id can read the session.
const loggedIds = ['siteId', 'pageId', 'instagramAccountId'] as const;
// What is anything else may be a secret in the wrong argument.
const plainId = /^\d{1,20}$/;

/**
 * The schema with one log line for each mutation that is run: who, what, of which ids, and how it ended. Of arguments and
 * results, the line has only the ids that are not secret. `loggedCallerOf` gives what stands for the owner of a token.
 */
export function withAuditLog(
  schema: GraphQLSchema,
  logger: Logger,
  loggedCallerOf: (token: string) => string,
): GraphQLSchema {
  // Whoever signs in has no token yet: the new one leads to the lines of its later requests.
  const newCallerIn = (result: unknown): Values => {
    const token = (result as Values | null | undefined)?.['token'];
    return typeof token === 'string' ? { newCaller: loggedCallerOf(token) } : {};
  };

  return mapSchema(schema, {
    [MapperKind.MUTATION_ROOT_FIELD]: (field, name) => {
      const resolve = (field.resolve ?? defaultFieldResolver) as GraphQLFieldResolver<unknown, ServerContext>;
      const audited: typeof resolve = async (source, args: Values, context, info) => {
        const log = (outcome: Values, result?: unknown): void => {
          const ids = { ...idsIn(args), ...idsIn(result), ...newCallerIn(result) };
          logger.info({ ...context.observation.origin, change: name, ...ids, ...outcome }, 'audit');
        };
        try {
          const result: unknown = await resolve(source, args, context, info);
          log({ outcome: 'ok' }, result);
          return result;
        } catch (error) {
          log(failureOf(error));
          throw error;
        }
      };
      return { ...field, resolve: audited };
    },
  });
}

function idsIn(value: unknown): Values {
  if (typeof value !== 'object' || value === null) return {};
  const values = value as Values;
  const ids: [string, unknown][] = loggedIds.map((name) => [name, values[name]]);
  // The result of a mutation is a connection, or has no id.
  ids.push(['connectionId', values['id']]);
  return Object.fromEntries(ids.filter(([, id]) => typeof id === 'string' && plainId.test(id)));
}

function failureOf(error: unknown): Values {
  if (error instanceof CallerGone) return { outcome: 'cancelled' };
  const { code, reason } = formatError({ message: '' }, error).extensions;
  const isUnknown = error instanceof OneboxError && error.isOutcomeUnknown === true;
  return { outcome: isUnknown ? 'unknown' : 'error', code, ...(reason && { reason }) };
}
