import { type FastifyServerOptions } from 'fastify';

const rejectSchema = (): never => {
  throw new Error('The routes of this server have no JSON schema: its compilers are not loaded.');
};

/** Options for servers whose routes have no JSON schema. Fastify's schema compilers are a seventh of all loaded code. */
export const withoutSchemas: Pick<FastifyServerOptions, 'schemaController'> = {
  schemaController: {
    compilersFactory: { buildValidator: () => rejectSchema, buildSerializer: () => rejectSchema },
  },
};
