import 'reflect-metadata';

import { type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';

import { AccessTokenResolver } from '../access-token/access-token.resolver';
import { AuthUrlResolver } from '../auth-url/auth-url.resolver';
import { ConnectAccountResolver } from '../connected-account/connect-account.resolver';
import { ConnectedAccountPageResolver } from '../connected-account/connected-account-page.resolver';
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
      AuthUrlResolver,
      ConnectAccountResolver,
      ConnectedAccountPageResolver,
      ConnectedAccountResolver,
      ErrorCatalogResolver,
      FacebookPageResolver,
      FacebookSessionResolver,
      InstagramProfileResolver,
      InstagramSessionResolver,
      PageResolver,
      TwitterSessionResolver,
    ],
    // No field has it as its type: it is one of an interface.
    orphanedTypes: [OtherConnectedAccount],
    validate: false,
    emitSchemaFile: false,
    // Apollo Server checks what is built of it.
    skipCheck: true,
  });
  return lexicographicSortSchema(revealAccessTokens ? complete : withoutSecretFields(complete));
}
