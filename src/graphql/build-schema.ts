import 'reflect-metadata';

import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLFieldResolver,
  GraphQLSchema,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  parseConstValue,
  print,
  printSchema,
  visit,
} from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';

import { AccessTokenResolver } from './access-token.resolver';
import { badInput } from './bad-input';
import { connectedAccountReference } from './connected-account.reference';
import { ConnectedAccountResolver } from './connected-account.resolver';
import { ConnectedAccount } from './connected-account.type';
import { type GatewayContext } from './context';
import { errorEnumTypes } from './error-codes';
import { InstagramAccount } from './instagram-account.type';
import { InstagramAuthUrlResolver } from './instagram-auth-url.resolver';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { instagramAccountReference, instagramBusinessAccountReference } from './instagram-profile.reference';
import { InstagramProfileResolver } from './instagram-profile.resolver';
import { instagramSessionReference } from './instagram-session.reference';
import { InstagramSessionResolver } from './instagram-session.resolver';
import { InstagramSession } from './instagram-session.type';
import { pageReference } from './page.reference';
import { PageResolver } from './page.resolver';
import { Page } from './page.type';
import { isRepresentation, type Representation } from './representation';
import { isSecret, withoutSecretFields } from './secret';

/** What of the schema is a choice. */
export interface SchemaOptions {
  /** Whether the fields that hand out Facebook access tokens exist. */
  revealAccessTokens: boolean;
}

type FieldResolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, GatewayContext>>>;

/** A type that other subgraphs may refer to. */
interface Entity {
  type: new (...fields: never[]) => object;
  keys: readonly Key[];
  /** Always a promise: what is thrown fails one reference, and never those beside it. */
  reference: (representation: Representation, context: GatewayContext) => Promise<object>;
}

interface Key {
  fields: string;
  resolvable?: false;
}

const ofSession: readonly Key[] = [{ fields: 'session { id } id' }, { fields: 'id', resolvable: false }];

const entities: Readonly<Record<string, Entity>> = {
  ConnectedAccount: {
    type: ConnectedAccount,
    keys: [{ fields: 'id' }],
    reference: connectedAccountReference,
  },
  InstagramAccount: { type: InstagramAccount, keys: ofSession, reference: instagramAccountReference },
  InstagramBusinessAccount: {
    type: InstagramBusinessAccount,
    keys: ofSession,
    reference: instagramBusinessAccountReference,
  },
  InstagramSession: {
    type: InstagramSession,
    keys: [{ fields: 'id' }],
    reference: instagramSessionReference,
  },
  Page: { type: Page, keys: ofSession, reference: pageReference },
};

/** Makes the schema, resolvers included. Throws where a type or resolver is declared wrongly. */
export function buildSchema(options: SchemaOptions): GraphQLSchema {
  const schema = schemaOfResolvers(options);
  const typeDefs = withFederation(schema);
  return buildSubgraphSchema([
    { typeDefs, resolvers: createResolversMap(schema) as FieldResolvers },
    {
      typeDefs: { kind: Kind.DOCUMENT, definitions: [] },
      resolvers: {
        Query: {
          _service: () => ({ sdl: textOf(typeDefs) }),
          _entities: (_, { representations }: { representations: unknown[] }, context: GatewayContext) =>
            representations.map(async (one) => resolveReference(one, context)),
        },
        _Entity: { __resolveType: nameOf },
      },
    },
  ]);
}

/** The public schema as text, as a supergraph is composed from it: what `schema/gateway.graphql` holds. */
export function printGatewaySchema(): string {
  return textOf(withFederation(schemaOfResolvers({ revealAccessTokens: false })));
}

function schemaOfResolvers({ revealAccessTokens }: SchemaOptions): GraphQLSchema {
  const complete = buildSchemaSync({
    resolvers: [
      AccessTokenResolver,
      ConnectedAccountResolver,
      InstagramAuthUrlResolver,
      InstagramProfileResolver,
      InstagramSessionResolver,
      PageResolver,
    ],
    validate: false,
    emitSchemaFile: false,
    // Apollo Server checks what is built of it.
    skipCheck: true,
  });
  const schema = revealAccessTokens ? complete : withoutSecretFields(complete);
  const config = schema.toConfig();
  return lexicographicSortSchema(
    new GraphQLSchema({ ...config, types: [...config.types, ...errorEnumTypes()] }),
  );
}

/** The schema's definitions with what a supergraph needs to know of them. */
function withFederation(schema: GraphQLSchema): DocumentNode {
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
  // Not every composer understands a later version.
  const link = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ${imports})
  `);
  return { kind: Kind.DOCUMENT, definitions: [...link.definitions, ...definitions] };
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

async function resolveReference(representation: unknown, context: GatewayContext): Promise<object> {
  if (!isRepresentation(representation)) throw badInput('A reference must be an object with its __typename.');
  const entity = Object.hasOwn(entities, representation.__typename)
    ? entities[representation.__typename]
    : undefined;
  if (entity === undefined) throw badInput('There is no type of that name that can be referred to.');
  return entity.reference(representation, context);
}

const textOf = (document: DocumentNode): string => `${print(document)}\n`;

function nameOf(value: object): string | undefined {
  return Object.entries(entities).find(([, { type }]) => value instanceof type)?.[0];
}
