/**
 * Prints, as JSON, each workload of the benchmark with the request that the benchmark sends and the one that the client
 * library sends for the same operation. Run as a process of its own, since the libraries and the benchmark are ES modules.
 */
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { cacheExchange, createClient, fetchExchange } from '@urql/core';
import { Response } from 'undici';

import { operationOf, requestOf, workloads } from '../../../bench/workloads.mjs';

const origin = 'http://127.0.0.1:1';
const url = `${origin}/graphql`;

/** Sends an operation with each client library, set up as documented. */
const clients = {
  apollo: ({ query, variables }, fetch) => {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new HttpLink({ uri: url, fetch }),
    });
    return client.query({ query: gql(query), variables, errorPolicy: 'all', fetchPolicy: 'no-cache' });
  },
  urql: ({ query, variables }, fetch) =>
    createClient({ url, fetch, exchanges: [cacheExchange, fetchExchange] })
      .query(query, variables)
      .toPromise(),
};

async function sentBy(client, operation) {
  let sent;
  await clients[client](operation, async (address, { method, headers, body }) => {
    sent = {
      method,
      path: String(address).slice(origin.length),
      headers,
      ...(body !== undefined && { body }),
    };
    return new Response('{"data":{}}', { headers: { 'content-type': 'application/json' } });
  });
  return sent;
}

const results = [];
for (const workload of workloads.filter(({ client }) => client in clients)) {
  const { method, path, headers, body } = requestOf(workload);
  results.push({
    name: workload.name,
    benchmark: { method, path, headers, ...(body !== undefined && { body }) },
    client: await sentBy(workload.client, operationOf(workload)),
  });
}
process.stdout.write(JSON.stringify(results));
