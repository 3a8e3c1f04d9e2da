import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';

import { formatError } from '../../../graphql/errors/format-error';
import { ClientDisconnected, OneboxError } from '../../../onebox/onebox-error';
import { type ServerContext } from '../../request-context';

type Values = Readonly<Record<string, unknown>>;

// Excludes session ids, since anyone with a session id can read the session.
const loggedIds = ['siteId', 'pageId', 'instagramAccountId'] as const;
// Another text may be a secret in the wrong argument.
const plainId = /^\d{1,20}$/;

/**
 * Returns a schema that logs one line for each executed mutation: caller, change, ids and outcome. The line has no other arguments or
 * results, and no secret ids. `loggedCallerOf` returns the logged id of a token's owner.
 */
export function withAuditLog(
  schema: GraphQLSchema,
  logger: Logger,
  loggedCallerOf: (token: string) => string,
): GraphQLSchema {
  // A sign-in has no token yet. The id of the new one connects the line to later requests.
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
          logger.info({ ...context.telemetry.origin, change: name, ...ids, ...outcome }, 'audit');
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
  if (error instanceof ClientDisconnected) return { outcome: 'cancelled' };
  const { code, reason } = formatError({ message: '' }, error).extensions;
  const isUnknown = error instanceof OneboxError && error.isOutcomeUnknown === true;
  return { outcome: isUnknown ? 'unknown' : 'error', code, ...(reason && { reason }) };
}
