/** GraphQL Yoga with a compiled executor. */
import { createServer } from 'node:http';

import { useGraphQlJit } from '@envelop/graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';

import { announce, getSession, typeDefs } from './onebox.mjs';

const resolvers = {
  Query: {
    instagramSession: (_, { id }, { request }) => getSession(id, request.headers.get('authorization')),
  },
};
announce(
  createServer(
    createYoga({ schema: createSchema({ typeDefs, resolvers }), plugins: [useGraphQlJit()], logging: false }),
  ),
);
