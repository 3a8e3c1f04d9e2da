/**
 * Composes the subgraphs given as JSON on standard input, `[{ name, url, typeDefs }]`, with each composer, and prints
 * `{ apollo, guild }`, each `{ supergraphSdl?, errors, hints }`.
 */
import { text } from 'node:stream/consumers';

import { composeServices } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';

const subgraphs = JSON.parse(await text(process.stdin)).map(({ typeDefs, ...subgraph }) => ({
  ...subgraph,
  typeDefs: parse(typeDefs),
}));

function resultOf({ supergraphSdl, errors, hints }) {
  return {
    supergraphSdl,
    errors: (errors ?? []).map(({ message }) => message),
    hints: (hints ?? []).map(({ definition, message, coordinate }) => ({
      code: definition?.code,
      level: definition?.level?.name,
      message,
      coordinate,
    })),
  };
}

const apollo = resultOf(composeServices(subgraphs));
const guild = resultOf(composeWithGuild(subgraphs));
process.stdout.write(JSON.stringify({ apollo, guild }));
