import {
  type ConstDirectiveNode,
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
  parse,
  parseConstValue,
  print,
  printSchema,
  visit,
} from 'graphql';

import { exactLiteral } from '../schema/exact-literal';
import { type GatewayContext } from '../context';
import { entities, entityNameOf, type Key, resolveReference } from './entities';
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
  const secretsOf = (typeName: string): string[] => {
    const type = schema.getType(typeName);
    return isObjectType(type)
      ? Object.values(type.getFields())
          .filter(isSecret)
          .map(({ name }) => name)
      : [];
  };
  const hasSecrets = Object.keys(schema.getTypeMap()).some((name) => secretsOf(name).length > 0);
  const imports = hasSecrets ? '["@key", "@tag"]' : '["@key"]';
  const { definitions } = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition: (node) => ({
      ...node,
      directives: entities[node.name.value]?.keys.map(keyDirective) ?? [],
      fields: node.fields?.map((field) =>
        secretsOf(node.name.value).includes(field.name.value)
          ? { ...field, directives: [directive('tag', { name: '"secret"' })] }
          : field,
      ),
    }),
  });
  // Not every composer supports a later version.
  const link = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ${imports})
  `);
  return `${print({ kind: Kind.DOCUMENT, definitions: [...link.definitions, ...definitions] })}\n`;
}

function keyDirective({ fields, resolvable }: Key): ConstDirectiveNode {
  return directive('key', {
    fields: JSON.stringify(fields),
    ...(resolvable === false && { resolvable: 'false' }),
  });
}

function directive(name: string, values: Record<string, string>): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(values).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value: parseConstValue(value),
    })),
  };
}
