/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The class of an error: `errors[].extensions.code`. */
export type ErrorCode =
  /** The operation or one of its arguments is wrong. Correct it. Do not retry unchanged. */
  | 'BAD_USER_INPUT'
  /** Onebox or Facebook does not allow this for this person. Show it to the person. Do not retry. */
  | 'FORBIDDEN'
  /** The gateway failed. Report it with the requestId. */
  | 'INTERNAL_SERVER_ERROR'
  /** The object, or the address of the request, does not exist. Correct the id or the address. */
  | 'NOT_FOUND'
  /** The response of Onebox does not match its documentation. Report it with the requestId. */
  | 'ONEBOX_BAD_RESPONSE'
  /** Onebox did not respond in time. Retry in a moment. */
  | 'ONEBOX_TIMEOUT'
  /** Onebox cannot be reached, or fails. Retry in a moment. */
  | 'ONEBOX_UNAVAILABLE'
  /** The gateway is at one of its limits. Retry at retryAt. Without retryAt, request less. */
  | 'OVERLOADED'
  /** No operation has this hash. Send the text together with the hash. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The gateway does not store operations by hash. Send the text, and do not send the hash alone again. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** There were too many calls. Retry at retryAt. */
  | 'RATE_LIMITED'
  /** The bearer token is missing, expired or not accepted. Call authenticate again. */
  | 'UNAUTHENTICATED';

/** The exact error: `errors[].extensions.reason`. */
export type ErrorReason =
  /** Onebox failed so often that the circuit breaker is open. No call is made until retryAt. Retry at retryAt. */
  | 'CIRCUIT_OPEN'
  /** The site has no such connected account. Read connectedAccounts again. */
  | 'CONNECTED_ACCOUNT_NOT_FOUND'
  /** Onebox does not accept the e-mail, password and site. Ask the person for them again. */
  | 'CREDENTIALS_REFUSED'
  /** Facebook refused the request. Show onebox.userMessage to the person. */
  | 'FACEBOOK_REFUSED'
  /** The session has no such Instagram account. Read the session again. */
  | 'INSTAGRAM_ACCOUNT_NOT_FOUND'
  /** Onebox does not allow this for this user. Ask an administrator of the site. Another sign-in does not help. */
  | 'NOT_ALLOWED'
  /** The session has no such Page. Read the session again. */
  | 'PAGE_NOT_FOUND'
  /** The person may not manage the Page, so nothing can be connected through it. Choose another Page, or let its administrator sign in. */
  | 'PAGE_NOT_MANAGED'
  /** The Onebox quota is exhausted. Retry at retryAt. Another sign-in does not help. */
  | 'QUOTA_EXHAUSTED'
  /** The response would be larger than one response may be. Request less. Do not retry unchanged. */
  | 'RESPONSE_TOO_LARGE'
  /** The id is not a session id. Send the value of `sessionId` from the address of the sign-in page. */
  | 'SESSION_ID_MALFORMED'
  /** Onebox does not know the session. Let the person sign in again at the auth URL. */
  | 'SESSION_NOT_FOUND'
  /** The site is not one DNS label, or the siteId is not a whole number. Correct the argument. */
  | 'SITE_MALFORMED'
  /** The bearer token has expired. Call authenticate again. */
  | 'TOKEN_EXPIRED'
  /** The Authorization header is not `Bearer <token>`. Send the token of authenticate, unchanged. */
  | 'TOKEN_MALFORMED'
  /** The operation needs a bearer token, and there is no Authorization header. Send `Authorization: Bearer <token>`. */
  | 'TOKEN_MISSING'
  /** Onebox does not accept the bearer token. Call authenticate again. */
  | 'TOKEN_REJECTED'
  /** There were too many calls in a short time. Retry at retryAt, or in a moment where there is none. */
  | 'TOO_MANY_REQUESTS'
  /** The operation needs more calls to Onebox than one operation may make. Request less. Do not retry unchanged. */
  | 'UPSTREAM_CALL_LIMIT'
  /** The response of Onebox does not match its documentation. Report it with the requestId. */
  | 'UPSTREAM_CONTRACT_BROKEN'
  /** Onebox returned a server error. Retry in a moment. */
  | 'UPSTREAM_FAILED'
  /** Onebox did not respond within the deadline. Retry in a moment. After a change, read first whether it took effect. */
  | 'UPSTREAM_TIMEOUT'
  /** The connection to Onebox failed or broke. Retry in a moment. After a change, read first whether it took effect. */
  | 'UPSTREAM_UNREACHABLE';

/** A channel through which Onebox receives messages. */
export type OneboxChannel =
  /** E-mail, inbound or outbound. */
  | 'EMAIL'
  /** Facebook Pages. */
  | 'FACEBOOK'
  /** Instagram. */
  | 'INSTAGRAM'
  /** A channel that this gateway does not know. */
  | 'OTHER'
  /** Twitter. */
  | 'TWITTER'
  /** WhatsApp. */
  | 'WHATSAPP'
  /** YouTube. */
  | 'YOUTUBE';

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


export type AuthenticateMutation = { authenticate: { token: string, expiresAt: string | null, siteId: string | null } };

export type ConnectFacebookPageMutationVariables = Exact<{
  sessionId: string | number;
  pageId: string | number;
}>;


export type ConnectFacebookPageMutation = { connectFacebookPage: { __typename: 'ConnectedFacebookPage', id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null, pageId: string | null } };

export type ConnectInstagramAccountMutationVariables = Exact<{
  sessionId: string | number;
  pageId: string | number;
  instagramAccountId: string | number;
}>;


export type ConnectInstagramAccountMutation = { connectInstagramAccount: { id: string, siteId: string, name: string | null, pageId: string | null, instagramAccountId: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null } };

export type ConnectTwitterAccountMutationVariables = Exact<{
  sessionId: string | number;
}>;


export type ConnectTwitterAccountMutation = { connectTwitterAccount: { __typename: 'ConnectedTwitterAccount', id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null, screenName: string | null, twitterUserId: string | null } };

export type ConnectedAccountQueryVariables = Exact<{
  id: string | number;
}>;


export type ConnectedAccountQuery = { connectedAccount:
    | { __typename: 'ConnectedFacebookPage', pageId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
    | { __typename: 'ConnectedInstagramAccount', pageId: string | null, instagramAccountId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
    | { __typename: 'ConnectedTwitterAccount', screenName: string | null, twitterUserId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
    | { __typename: 'OtherConnectedAccount', id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
   | null };

export type ConnectedAccountsQueryVariables = Exact<{
  channel?: OneboxChannel | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConnectedAccountsQuery = { connectedAccounts: { totalCount: number | null, endCursor: string | null, items: Array<
      | { __typename: 'ConnectedFacebookPage', pageId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'ConnectedInstagramAccount', pageId: string | null, instagramAccountId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'ConnectedTwitterAccount', screenName: string | null, twitterUserId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'OtherConnectedAccount', id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
    > } | null };

export type ErrorCatalogQueryVariables = Exact<{ [key: string]: never; }>;


export type ErrorCatalogQuery = { errorCatalog: Array<{ code: ErrorCode, reason: ErrorReason | null, retryable: boolean, description: string }> };

export type FacebookAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type FacebookAuthUrlQuery = { facebookAuthUrl: string };

export type FacebookSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type FacebookSessionQuery = { facebookSession: { id: string, profile: { id: string, name: string | null }, pages: Array<{ id: string, name: string | null, category: string | null, tasks: Array<string>, connection: { id: string, isEnabled: boolean | null } | null }> } | null };

export type InstagramAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type InstagramAuthUrlQuery = { instagramAuthUrl: string };

export type InstagramSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type InstagramSessionQuery = { instagramSession: { id: string, profile: { id: string, name: string | null }, pages: Array<{ id: string, name: string | null, instagramBusinessAccount: { id: string, username: string, name: string | null } | null, instagramAccounts: Array<{ id: string, username: string, name: string | null, hasProfilePicture: boolean | null, profilePictureUrl: string | null, profilePictureExpiresAt: string | null }> }> } | null };

export type RenameConnectedAccountMutationVariables = Exact<{
  id: string | number;
  name: string;
}>;


export type RenameConnectedAccountMutation = { renameConnectedAccount:
    | { __typename: 'ConnectedFacebookPage', id: string, channel: OneboxChannel, name: string | null, updatedAt: string | null }
    | { __typename: 'ConnectedInstagramAccount', id: string, channel: OneboxChannel, name: string | null, updatedAt: string | null }
    | { __typename: 'ConnectedTwitterAccount', id: string, channel: OneboxChannel, name: string | null, updatedAt: string | null }
    | { __typename: 'OtherConnectedAccount', id: string, channel: OneboxChannel, name: string | null, updatedAt: string | null }
   };

export type SessionConnectionsQueryVariables = Exact<{
  id: string | number;
}>;


export type SessionConnectionsQuery = { instagramSession: { pages: Array<{ id: string, instagramBusinessAccount: { id: string, connection: { id: string, isEnabled: boolean | null } | null } | null, instagramAccounts: Array<{ id: string, connection: { id: string, isEnabled: boolean | null } | null }> }> } | null };

export type TwitterAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type TwitterAuthUrlQuery = { twitterAuthUrl: string };

export type TwitterSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type TwitterSessionQuery = { twitterSession: { id: string, profile: { id: string, screenName: string }, connection: { id: string, isEnabled: boolean | null } | null } | null };

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
    `, {"hash":"sha256:c1c18c8ef3681d19eb4b605e246421c47f539b95197132f3200fbfe80e6def3a"}) as unknown as TypedDocumentString<AuthenticateMutation, AuthenticateMutationVariables>;
export const ConnectFacebookPageDocument = new TypedDocumentString(`
    mutation ConnectFacebookPage($sessionId: ID!, $pageId: ID!) {
  connectFacebookPage(sessionId: $sessionId, pageId: $pageId) {
    __typename
    id
    siteId
    channel
    name
    isEnabled
    hasError
    createdAt
    updatedAt
    pageId
  }
}
    `, {"hash":"sha256:081ad723a4bb23996317d44e28dd2120fdbac89178c7c4e230cf3ac75f783a24"}) as unknown as TypedDocumentString<ConnectFacebookPageMutation, ConnectFacebookPageMutationVariables>;
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
    `, {"hash":"sha256:1c96b2a9c825546b178769d57ff4867357204588309e246f564d3bcc27076d0f"}) as unknown as TypedDocumentString<ConnectInstagramAccountMutation, ConnectInstagramAccountMutationVariables>;
export const ConnectTwitterAccountDocument = new TypedDocumentString(`
    mutation ConnectTwitterAccount($sessionId: ID!) {
  connectTwitterAccount(sessionId: $sessionId) {
    __typename
    id
    siteId
    channel
    name
    isEnabled
    hasError
    createdAt
    updatedAt
    screenName
    twitterUserId
  }
}
    `, {"hash":"sha256:157afcdcf0229b0a32d5150a7373807c2d4a857b0f986955bdbafebc291c15f0"}) as unknown as TypedDocumentString<ConnectTwitterAccountMutation, ConnectTwitterAccountMutationVariables>;
export const ConnectedAccountDocument = new TypedDocumentString(`
    query ConnectedAccount($id: ID!) {
  connectedAccount(id: $id) {
    __typename
    id
    siteId
    channel
    name
    isEnabled
    hasError
    createdAt
    updatedAt
    ... on ConnectedInstagramAccount {
      pageId
      instagramAccountId
    }
    ... on ConnectedFacebookPage {
      pageId
    }
    ... on ConnectedTwitterAccount {
      screenName
      twitterUserId
    }
  }
}
    `, {"hash":"sha256:cfdce50b425c702579ae066b70f65d727f6d3ce9f81b1996312d68a8fb46bfa7"}) as unknown as TypedDocumentString<ConnectedAccountQuery, ConnectedAccountQueryVariables>;
export const ConnectedAccountsDocument = new TypedDocumentString(`
    query ConnectedAccounts($channel: OneboxChannel, $first: Int, $after: String) {
  connectedAccounts(channel: $channel, first: $first, after: $after) {
    items {
      __typename
      id
      siteId
      channel
      name
      isEnabled
      hasError
      createdAt
      updatedAt
      ... on ConnectedInstagramAccount {
        pageId
        instagramAccountId
      }
      ... on ConnectedFacebookPage {
        pageId
      }
      ... on ConnectedTwitterAccount {
        screenName
        twitterUserId
      }
    }
    totalCount
    endCursor
  }
}
    `, {"hash":"sha256:8a77387c5efabecdf191fbc8c34eb62e8b64027966b9b707181736fd65f3b0c8"}) as unknown as TypedDocumentString<ConnectedAccountsQuery, ConnectedAccountsQueryVariables>;
export const ErrorCatalogDocument = new TypedDocumentString(`
    query ErrorCatalog {
  errorCatalog {
    code
    reason
    retryable
    description
  }
}
    `, {"hash":"sha256:bbf339218334da5cf587fa82a49338359e9d283ae1b1f463b25cd26280adce03"}) as unknown as TypedDocumentString<ErrorCatalogQuery, ErrorCatalogQueryVariables>;
export const FacebookAuthUrlDocument = new TypedDocumentString(`
    query FacebookAuthUrl($env: OneboxEnvironment, $site: String) {
  facebookAuthUrl(env: $env, site: $site)
}
    `, {"hash":"sha256:cf38e56d5ee605f99574e4dc4614096366da359d4bfe0bef5e8cc7b601450d96"}) as unknown as TypedDocumentString<FacebookAuthUrlQuery, FacebookAuthUrlQueryVariables>;
export const FacebookSessionDocument = new TypedDocumentString(`
    query FacebookSession($id: ID!) {
  facebookSession(id: $id) {
    id
    profile {
      id
      name
    }
    pages {
      id
      name
      category
      tasks
      connection {
        id
        isEnabled
      }
    }
  }
}
    `, {"hash":"sha256:360649fac3f3f0253d57a9c154eab649130b1b125e11f4cbc6fa7123a5a47bd4"}) as unknown as TypedDocumentString<FacebookSessionQuery, FacebookSessionQueryVariables>;
export const InstagramAuthUrlDocument = new TypedDocumentString(`
    query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {
  instagramAuthUrl(env: $env, site: $site)
}
    `, {"hash":"sha256:97f37c91602a151fb70ef615923a1031fefe3df11a900d017101655f5ec9776e"}) as unknown as TypedDocumentString<InstagramAuthUrlQuery, InstagramAuthUrlQueryVariables>;
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
    `, {"hash":"sha256:8192b35ee8145971465c2355631554f098e5b3f24cf8f7af120884a8f6575f35"}) as unknown as TypedDocumentString<InstagramSessionQuery, InstagramSessionQueryVariables>;
export const RenameConnectedAccountDocument = new TypedDocumentString(`
    mutation RenameConnectedAccount($id: ID!, $name: String!) {
  renameConnectedAccount(id: $id, name: $name) {
    __typename
    id
    channel
    name
    updatedAt
  }
}
    `, {"hash":"sha256:e61cd25a6c781c94d6db097768b0fe077fed81d5f27a14395426589c1de9b363"}) as unknown as TypedDocumentString<RenameConnectedAccountMutation, RenameConnectedAccountMutationVariables>;
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
    `, {"hash":"sha256:5e1d682cb4d02b16f52a7ade12f29588b1edb14abad0b78cb4346c52b377c565"}) as unknown as TypedDocumentString<SessionConnectionsQuery, SessionConnectionsQueryVariables>;
export const TwitterAuthUrlDocument = new TypedDocumentString(`
    query TwitterAuthUrl($env: OneboxEnvironment, $site: String) {
  twitterAuthUrl(env: $env, site: $site)
}
    `, {"hash":"sha256:5ca80287f7ddbda5d544320b5e9df75ab8b0e2645c0cf1853e909a9950527eec"}) as unknown as TypedDocumentString<TwitterAuthUrlQuery, TwitterAuthUrlQueryVariables>;
export const TwitterSessionDocument = new TypedDocumentString(`
    query TwitterSession($id: ID!) {
  twitterSession(id: $id) {
    id
    profile {
      id
      screenName
    }
    connection {
      id
      isEnabled
    }
  }
}
    `, {"hash":"sha256:cf5fc7edae697f89eafd77390f7ec0571af779f9392e574051a29a3239934bd9"}) as unknown as TypedDocumentString<TwitterSessionQuery, TwitterSessionQueryVariables>;