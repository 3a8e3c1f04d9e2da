import { type FastifyServerOptions } from 'fastify';

const refuse = (): never => {
  throw new Error('No route of this server has a schema: what compiles them is not loaded.');
};

/** For servers whose routes have no JSON schema: what Fastify compiles those with is a seventh of all that is loaded. */
export const noSchemas: Pick<FastifyServerOptions, 'schemaController'> = {
  schemaController: { compilersFactory: { buildValidator: () => refuse, buildSerializer: () => refuse } },
};
