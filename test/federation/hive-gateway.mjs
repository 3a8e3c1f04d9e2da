/** Runs a Hive Gateway with the supergraph on standard input, and prints its address. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const gateway = createGatewayRuntime({
  supergraph: await text(process.stdin),
  propagateHeaders: {
    fromClientToSubgraphs: ({ request, subgraphName }) => {
      const authorization = request.headers.get('authorization');
      return subgraphName === 'onebox' && authorization !== null ? { authorization } : {};
    },
  },
  logging: false,
});
const server = createServer(gateway);
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/graphql`);
});
