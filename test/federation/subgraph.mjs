/** Runs an example subgraph on a free port and prints its address: `node subgraph.mjs <name>`. */
import { readFileSync } from 'node:fs';

import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const [name] = process.argv.slice(2);
const examples = new URL('../../examples/federation/', import.meta.url);
const { resolvers } = await import(new URL(`${name}.mjs`, examples).href);
const typeDefs = parse(readFileSync(new URL(`${name}.graphql`, examples), 'utf8'));
const server = new ApolloServer({ schema: buildSubgraphSchema({ typeDefs, resolvers }) });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
console.log(url);
