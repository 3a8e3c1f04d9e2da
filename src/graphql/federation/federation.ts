import { getDocumentNodeFromSchema, MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
  Kind,
  print,
} from 'graphql';

import { exactLiteral } from '../schema/exact-literal';
import { type GatewayContext } from '../context';
import { entities, entityNameOf, resolveReference } from './entities';
import { isSecret } from '../schema/secret';

// Thirty aliases of a thousand references each would block the event loop for seconds.
const referencesPerTimeCheck = 16;

const anyType = new GraphQLScalarType({
  name: '_Any',
  parseValue: (value) => value,
  parseLiteral: exactLiteral,
});
const serviceType = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: GraphQLString } } });

/** Adds the root fields `_entities` and `_service` of the Federation subgraph specification. */
export function asSubgraph(schema: GraphQLSchema): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig();
  const entityType = new GraphQLUnionType({
    name: '_Entity',
    types: types.filter(isObjectType).filter(({ name }) => Object.hasOwn(entities, name)),
    resolveType: entityNameOf,
  });
  const _entities: GraphQLFieldConfig<unknown, GatewayContext, { representations: unknown[] }> = {
    type: new GraphQLNonNull(new GraphQLList(entityType)),
    args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(anyType))) } },
    resolve: async (_, { representations }, context) => {
      const { slices } = context;
      const resolved: Promise<unknown>[] = [];
      for (const [index, representation] of representations.entries()) {
        if (index % referencesPerTimeCheck === 0 && slices.isOver()) await slices.next();
        // A rejection here would be unhandled: nothing awaits these promises before the loop ends.
        resolved.push(resolveReference(representation, context).catch((error: unknown) => error));
      }
      return resolved;
    },
  };
  let sdl: string | undefined;
  const _service: GraphQLFieldConfig<unknown, GatewayContext> = {
    type: new GraphQLNonNull(serviceType),
    resolve: () => ({ sdl: (sdl ??= printSubgraph(schema)) }),
  };
  const queryConfig = query?.toConfig();
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({
      name: 'Query',
      ...queryConfig,
      fields: { ...queryConfig?.fields, _entities, _service },
    }),
    types: types.filter((type) => type !== query),
  });
}

/** Prints the schema with the Federation directives from which a supergraph is composed. */
export function printSubgraph(schema: GraphQLSchema): string {
  const objectTypes = Object.values(schema.getTypeMap()).filter(isObjectType);
  const hasSecrets = objectTypes.some((type) => Object.values(type.getFields()).some(isSecret));
  const imports = hasSecrets ? '["@key", "@tag"]' : '["@key"]';
  const withKeys = mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) =>
      new GraphQLObjectType({
        ...type.toConfig(),
        extensions: { directives: { key: entities[type.name]?.keys ?? [] } },
      }),
  });
  const definitions = getDocumentNodeFromSchema(withKeys).definitions.filter(
    ({ kind }) => kind !== Kind.SCHEMA_DEFINITION,
  );
  // Not every composer supports a later version.
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ${imports})

${print({ kind: Kind.DOCUMENT, definitions })}
`;
}
