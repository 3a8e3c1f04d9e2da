/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where Onebox runs. */
export type OneboxEnvironment =
  /** ocdev.ciptadrasoft.net */
  | 'DEVELOPMENT'
  /** cloud.onebox.co.id, and one site host per customer */
  | 'PRODUCTION';

export type AuthenticateMutationVariables = Exact<{
  email: string;
  password: string;
  siteId: string | number;
}>;


export type AuthenticateMutation = { authenticate: { token: string, expiresAt: string, siteId: string } };

export type ConnectInstagramAccountMutationVariables = Exact<{
  sessionId: string | number;
  pageId: string | number;
  instagramAccountId: string | number;
}>;


export type ConnectInstagramAccountMutation = { connectInstagramAccount: { id: string, siteId: string, name: string, pageId: string, instagramAccountId: string, isEnabled: boolean, hasError: boolean, createdAt: string, updatedAt: string } };

export type ConnectedAccountsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConnectedAccountsQuery = { connectedAccounts: { totalCount: number, endCursor: string | null, items: Array<{ id: string, siteId: string, name: string, pageId: string, instagramAccountId: string, isEnabled: boolean, hasError: boolean, createdAt: string, updatedAt: string }> } };

export type InstagramAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type InstagramAuthUrlQuery = { instagramAuthUrl: string };

export type InstagramSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type InstagramSessionQuery = { instagramSession: { id: string, profile: { id: string, name: string }, pages: Array<{ id: string, name: string, instagramBusinessAccount: { id: string, username: string, name: string | null } | null, instagramAccounts: Array<{ id: string, username: string, name: string | null, hasProfilePicture: boolean, profilePictureUrl: string | null, profilePictureExpiresAt: string | null }> }> } | null };

export type SessionConnectionsQueryVariables = Exact<{
  id: string | number;
}>;


export type SessionConnectionsQuery = { instagramSession: { pages: Array<{ id: string, instagramBusinessAccount: { id: string, connection: { id: string, isEnabled: boolean } | null } | null, instagramAccounts: Array<{ id: string, connection: { id: string, isEnabled: boolean } | null }> }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AuthenticateDocument = new TypedDocumentString(`
    mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {
  authenticate(email: $email, password: $password, siteId: $siteId) {
    token
    expiresAt
    siteId
  }
}
    `) as unknown as TypedDocumentString<AuthenticateMutation, AuthenticateMutationVariables>;
export const ConnectInstagramAccountDocument = new TypedDocumentString(`
    mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {
  connectInstagramAccount(
    sessionId: $sessionId
    pageId: $pageId
    instagramAccountId: $instagramAccountId
  ) {
    id
    siteId
    name
    pageId
    instagramAccountId
    isEnabled
    hasError
    createdAt
    updatedAt
  }
}
    `) as unknown as TypedDocumentString<ConnectInstagramAccountMutation, ConnectInstagramAccountMutationVariables>;
export const ConnectedAccountsDocument = new TypedDocumentString(`
    query ConnectedAccounts($first: Int, $after: String) {
  connectedAccounts(first: $first, after: $after) {
    items {
      id
      siteId
      name
      pageId
      instagramAccountId
      isEnabled
      hasError
      createdAt
      updatedAt
    }
    totalCount
    endCursor
  }
}
    `) as unknown as TypedDocumentString<ConnectedAccountsQuery, ConnectedAccountsQueryVariables>;
export const InstagramAuthUrlDocument = new TypedDocumentString(`
    query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {
  instagramAuthUrl(env: $env, site: $site)
}
    `) as unknown as TypedDocumentString<InstagramAuthUrlQuery, InstagramAuthUrlQueryVariables>;
export const InstagramSessionDocument = new TypedDocumentString(`
    query InstagramSession($id: ID!) {
  instagramSession(id: $id) {
    id
    profile {
      id
      name
    }
    pages {
      id
      name
      instagramBusinessAccount {
        id
        username
        name
      }
      instagramAccounts {
        id
        username
        name
        hasProfilePicture
        profilePictureUrl
        profilePictureExpiresAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InstagramSessionQuery, InstagramSessionQueryVariables>;
export const SessionConnectionsDocument = new TypedDocumentString(`
    query SessionConnections($id: ID!) {
  instagramSession(id: $id) {
    pages {
      id
      instagramBusinessAccount {
        id
        connection {
          id
          isEnabled
        }
      }
      instagramAccounts {
        id
        connection {
          id
          isEnabled
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SessionConnectionsQuery, SessionConnectionsQueryVariables>;