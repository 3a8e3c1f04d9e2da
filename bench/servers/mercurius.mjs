/** Mercurius with its JIT from the first request on. */
import Fastify from 'fastify';
import mercurius from 'mercurius';

import { getSession, typeDefs } from './onebox.mjs';

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: { instagramSession: (_, { id }, { authorization }) => getSession(id, authorization) } },
  context: ({ headers }) => ({ authorization: headers.authorization }),
  jit: 1,
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
