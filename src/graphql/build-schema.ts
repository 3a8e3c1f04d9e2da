import 'reflect-metadata';

import { type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';

import { AccessTokenResolver } from './access-token.resolver';
import { ConnectedAccountResolver } from './connected-account.resolver';
import { ErrorCatalogResolver } from './error-catalog.resolver';
import { asSubgraph, printSubgraph } from './federation';
import { InstagramAuthUrlResolver } from './instagram-auth-url.resolver';
import { InstagramProfileResolver } from './instagram-profile.resolver';
import { InstagramSessionResolver } from './instagram-session.resolver';
import { PageResolver } from './page.resolver';
import { withoutSecretFields } from './secret';

/** What of the schema is a choice. */
export interface SchemaOptions {
  /** Whether the fields that hand out Facebook access tokens exist. */
  revealAccessTokens: boolean;
}

/** Makes the schema, resolvers included. Throws where a type or resolver is declared wrongly. */
export function buildSchema(options: SchemaOptions): GraphQLSchema {
  return asSubgraph(schemaOfResolvers(options));
}

/** The public schema as text, as a supergraph is composed from it: what `schema/gateway.graphql` holds. */
export function printGatewaySchema(): string {
  return printSubgraph(schemaOfResolvers({ revealAccessTokens: false }));
}

function schemaOfResolvers({ revealAccessTokens }: SchemaOptions): GraphQLSchema {
  const complete = buildSchemaSync({
    resolvers: [
      AccessTokenResolver,
      ConnectedAccountResolver,
      ErrorCatalogResolver,
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
  return lexicographicSortSchema(revealAccessTokens ? complete : withoutSecretFields(complete));
}
