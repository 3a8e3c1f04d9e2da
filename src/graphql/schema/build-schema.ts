import 'reflect-metadata';

import { type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';

import { AccessTokenResolver } from '../access-token/access-token.resolver';
import { AuthUrlResolver } from '../auth-url/auth-url.resolver';
import { ConnectAccountResolver } from '../connected-account/connect-account.resolver';
import { ConnectedAccountResolver } from '../connected-account/connected-account.resolver';
import { OtherConnectedAccount } from '../connected-account/channels/other-connected-account.type';
import { ErrorCatalogResolver } from '../errors/error-catalog.resolver';
import { FacebookPageResolver } from '../facebook-session/facebook-page.resolver';
import { FacebookSessionResolver } from '../facebook-session/facebook-session.resolver';
import { asSubgraph, printSubgraph } from '../federation/federation';
import { InstagramProfileResolver } from '../instagram-session/instagram-profile.resolver';
import { InstagramSessionResolver } from '../instagram-session/instagram-session.resolver';
import { PageResolver } from '../instagram-session/page.resolver';
import { withoutSecretFields } from './secret';
import { TwitterSessionResolver } from '../twitter-session/twitter-session.resolver';

export interface SchemaOptions {
  /** Whether the fields that return Facebook access tokens exist. */
  revealAccessTokens: boolean;
}

/** Builds the executable schema. Throws where the declaration of a type or resolver is invalid. */
export function buildSchema(options: SchemaOptions): GraphQLSchema {
  return asSubgraph(schemaOfResolvers(options));
}

/** Prints the public schema, `schema/gateway.graphql`, from which a supergraph is composed. */
export function printGatewaySchema(): string {
  return printSubgraph(schemaOfResolvers({ revealAccessTokens: false }));
}

function schemaOfResolvers({ revealAccessTokens }: SchemaOptions): GraphQLSchema {
  const complete = buildSchemaSync({
    resolvers: [
      AccessTokenResolver,
      AuthUrlResolver,
      ConnectAccountResolver,
      ConnectedAccountResolver,
      ErrorCatalogResolver,
      FacebookPageResolver,
      FacebookSessionResolver,
      InstagramProfileResolver,
      InstagramSessionResolver,
      PageResolver,
      TwitterSessionResolver,
    ],
    // No field has this type; it only implements an interface.
    orphanedTypes: [OtherConnectedAccount],
    validate: false,
    emitSchemaFile: false,
    // Apollo Server checks the final schema.
    skipCheck: true,
  });
  return lexicographicSortSchema(revealAccessTokens ? complete : withoutSecretFields(complete));
}
