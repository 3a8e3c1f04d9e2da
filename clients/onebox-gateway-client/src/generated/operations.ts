/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { operation, type TypedOperation } from '../operation.js';
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


export type AuthenticateMutation = { authenticate: { __typename: 'AccessToken', token: string, expiresAt: string | null, siteId: string | null } };

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


export type ConnectInstagramAccountMutation = { connectInstagramAccount: { __typename: 'ConnectedInstagramAccount', id: string, siteId: string, name: string | null, pageId: string | null, instagramAccountId: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null } };

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


export type ConnectedAccountsQuery = { connectedAccounts: { __typename: 'ConnectedAccountPage', totalCount: number | null, endCursor: string | null, items: Array<
      | { __typename: 'ConnectedFacebookPage', pageId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'ConnectedInstagramAccount', pageId: string | null, instagramAccountId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'ConnectedTwitterAccount', screenName: string | null, twitterUserId: string | null, id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
      | { __typename: 'OtherConnectedAccount', id: string, siteId: string, channel: OneboxChannel, name: string | null, isEnabled: boolean | null, hasError: boolean | null, createdAt: string | null, updatedAt: string | null }
    > } | null };

export type ErrorCatalogQueryVariables = Exact<{ [key: string]: never; }>;


export type ErrorCatalogQuery = { errorCatalog: Array<{ __typename: 'ErrorDescription', code: ErrorCode, reason: ErrorReason | null, retryable: boolean, description: string }> };

export type FacebookAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type FacebookAuthUrlQuery = { facebookAuthUrl: string };

export type FacebookSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type FacebookSessionQuery = { facebookSession: { __typename: 'FacebookSession', id: string, profile: { __typename: 'FacebookProfile', id: string, name: string | null }, pages: Array<{ __typename: 'FacebookPage', id: string, name: string | null, category: string | null, tasks: Array<string>, connection: { __typename: 'ConnectedFacebookPage', id: string, isEnabled: boolean | null } | null }> } | null };

export type InstagramAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type InstagramAuthUrlQuery = { instagramAuthUrl: string };

export type InstagramSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type InstagramSessionQuery = { instagramSession: { __typename: 'InstagramSession', id: string, profile: { __typename: 'FacebookProfile', id: string, name: string | null }, pages: Array<{ __typename: 'Page', id: string, name: string | null, instagramBusinessAccount: { __typename: 'InstagramBusinessAccount', id: string, username: string, name: string | null } | null, instagramAccounts: Array<{ __typename: 'InstagramAccount', id: string, username: string, name: string | null, hasProfilePicture: boolean | null, profilePictureUrl: string | null, profilePictureExpiresAt: string | null }> }> } | null };

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


export type SessionConnectionsQuery = { instagramSession: { __typename: 'InstagramSession', pages: Array<{ __typename: 'Page', id: string, instagramBusinessAccount: { __typename: 'InstagramBusinessAccount', id: string, connection: { __typename: 'ConnectedInstagramAccount', id: string, isEnabled: boolean | null } | null } | null, instagramAccounts: Array<{ __typename: 'InstagramAccount', id: string, connection: { __typename: 'ConnectedInstagramAccount', id: string, isEnabled: boolean | null } | null }> }> } | null };

export type TwitterAuthUrlQueryVariables = Exact<{
  env?: OneboxEnvironment | null | undefined;
  site?: string | null | undefined;
}>;


export type TwitterAuthUrlQuery = { twitterAuthUrl: string };

export type TwitterSessionQueryVariables = Exact<{
  id: string | number;
}>;


export type TwitterSessionQuery = { twitterSession: { __typename: 'TwitterSession', id: string, profile: { __typename: 'TwitterProfile', id: string, screenName: string }, connection: { __typename: 'ConnectedTwitterAccount', id: string, isEnabled: boolean | null } | null } | null };

export const AuthenticateDocument: TypedOperation<AuthenticateMutation, AuthenticateMutationVariables> = /*#__PURE__*/ operation(
  "mutation Authenticate($email:String!$password:String!$siteId:ID!){authenticate(email:$email password:$password siteId:$siteId){token expiresAt siteId __typename}}",
  "sha256:b8f5f55ffce0b68070aca590007b5141c74bd5f3b6e2a50403c9bdd8e04a4728",
);
export const ConnectFacebookPageDocument: TypedOperation<ConnectFacebookPageMutation, ConnectFacebookPageMutationVariables> = /*#__PURE__*/ operation(
  "mutation ConnectFacebookPage($sessionId:ID!$pageId:ID!){connectFacebookPage(sessionId:$sessionId pageId:$pageId){__typename id siteId channel name isEnabled hasError createdAt updatedAt pageId}}",
  "sha256:a4f76af7bd89d156520a7991134b6ad2b95cbb60552801cb7dd8c57b4fbec9b9",
);
export const ConnectInstagramAccountDocument: TypedOperation<ConnectInstagramAccountMutation, ConnectInstagramAccountMutationVariables> = /*#__PURE__*/ operation(
  "mutation ConnectInstagramAccount($sessionId:ID!$pageId:ID!$instagramAccountId:ID!){connectInstagramAccount(sessionId:$sessionId pageId:$pageId instagramAccountId:$instagramAccountId){id siteId name pageId instagramAccountId isEnabled hasError createdAt updatedAt __typename}}",
  "sha256:c66974eb235bb60a7ca9f7d7d73ec17ac064e9a06b5f243d7ae43831a74fc65e",
);
export const ConnectTwitterAccountDocument: TypedOperation<ConnectTwitterAccountMutation, ConnectTwitterAccountMutationVariables> = /*#__PURE__*/ operation(
  "mutation ConnectTwitterAccount($sessionId:ID!){connectTwitterAccount(sessionId:$sessionId){__typename id siteId channel name isEnabled hasError createdAt updatedAt screenName twitterUserId}}",
  "sha256:70d83ebe72414a146fa330780a62042a305c213f3122a0662332d1bc371a7d81",
);
export const ConnectedAccountDocument: TypedOperation<ConnectedAccountQuery, ConnectedAccountQueryVariables> = /*#__PURE__*/ operation(
  "query ConnectedAccount($id:ID!){connectedAccount(id:$id){__typename id siteId channel name isEnabled hasError createdAt updatedAt ...on ConnectedInstagramAccount{pageId instagramAccountId __typename}...on ConnectedFacebookPage{pageId __typename}...on ConnectedTwitterAccount{screenName twitterUserId __typename}}}",
  "sha256:39a4e0ee96a61a483602aac2c2e89f61bd2406bef0480bf1e01366d4f847ebfc",
);
export const ConnectedAccountsDocument: TypedOperation<ConnectedAccountsQuery, ConnectedAccountsQueryVariables> = /*#__PURE__*/ operation(
  "query ConnectedAccounts($channel:OneboxChannel$first:Int$after:String){connectedAccounts(channel:$channel first:$first after:$after){items{__typename id siteId channel name isEnabled hasError createdAt updatedAt ...on ConnectedInstagramAccount{pageId instagramAccountId __typename}...on ConnectedFacebookPage{pageId __typename}...on ConnectedTwitterAccount{screenName twitterUserId __typename}}totalCount endCursor __typename}}",
  "sha256:33b914c263932457cf738e87ed1b084946f755963abf3867fb01e84543376bd5",
);
export const ErrorCatalogDocument: TypedOperation<ErrorCatalogQuery, ErrorCatalogQueryVariables> = /*#__PURE__*/ operation(
  "query ErrorCatalog{errorCatalog{code reason retryable description __typename}}",
  "sha256:85d43328c74058f5b2846c7d8af4fd41d7117edcd59b996976ad9b25fc4a04e2",
);
export const FacebookAuthUrlDocument: TypedOperation<FacebookAuthUrlQuery, FacebookAuthUrlQueryVariables> = /*#__PURE__*/ operation(
  "query FacebookAuthUrl($env:OneboxEnvironment$site:String){facebookAuthUrl(env:$env site:$site)}",
  "sha256:5a9ad6844689484b031fb2566d53d0de006a4de729f84490a3afade0adfc6d31",
);
export const FacebookSessionDocument: TypedOperation<FacebookSessionQuery, FacebookSessionQueryVariables> = /*#__PURE__*/ operation(
  "query FacebookSession($id:ID!){facebookSession(id:$id){id profile{id name __typename}pages{id name category tasks connection{id isEnabled __typename}__typename}__typename}}",
  "sha256:0fde3e94196a235125a922e900c98b020e6a838c2945d52d53963c9a37012417",
);
export const InstagramAuthUrlDocument: TypedOperation<InstagramAuthUrlQuery, InstagramAuthUrlQueryVariables> = /*#__PURE__*/ operation(
  "query InstagramAuthUrl($env:OneboxEnvironment$site:String){instagramAuthUrl(env:$env site:$site)}",
  "sha256:716a560985f413f59b1f531ecb894e58ecffe8f833c492a68fb4e0664f7e3a99",
);
export const InstagramSessionDocument: TypedOperation<InstagramSessionQuery, InstagramSessionQueryVariables> = /*#__PURE__*/ operation(
  "query InstagramSession($id:ID!){instagramSession(id:$id){id profile{id name __typename}pages{id name instagramBusinessAccount{id username name __typename}instagramAccounts{id username name hasProfilePicture profilePictureUrl profilePictureExpiresAt __typename}__typename}__typename}}",
  "sha256:cbbc5d3434acfff890e824bea18c33f97d6e8a1b8c0be95d4d3031d3f89a9071",
);
export const RenameConnectedAccountDocument: TypedOperation<RenameConnectedAccountMutation, RenameConnectedAccountMutationVariables> = /*#__PURE__*/ operation(
  "mutation RenameConnectedAccount($id:ID!$name:String!){renameConnectedAccount(id:$id name:$name){__typename id channel name updatedAt}}",
  "sha256:1731d7c1b02a05dd5769d3ecc59b6f17269648131601da147d1d0b644c68d91e",
);
export const SessionConnectionsDocument: TypedOperation<SessionConnectionsQuery, SessionConnectionsQueryVariables> = /*#__PURE__*/ operation(
  "query SessionConnections($id:ID!){instagramSession(id:$id){pages{id instagramBusinessAccount{id connection{id isEnabled __typename}__typename}instagramAccounts{id connection{id isEnabled __typename}__typename}__typename}__typename}}",
  "sha256:2c4b86f59df627b3983d1e8aec3cc412719b686a22939141d09c04d9f3cbfa53",
);
export const TwitterAuthUrlDocument: TypedOperation<TwitterAuthUrlQuery, TwitterAuthUrlQueryVariables> = /*#__PURE__*/ operation(
  "query TwitterAuthUrl($env:OneboxEnvironment$site:String){twitterAuthUrl(env:$env site:$site)}",
  "sha256:97870774a7ffda54eab401b961dc695d4a82e4c5949b9adcaedad1930699ffd2",
);
export const TwitterSessionDocument: TypedOperation<TwitterSessionQuery, TwitterSessionQueryVariables> = /*#__PURE__*/ operation(
  "query TwitterSession($id:ID!){twitterSession(id:$id){id profile{id screenName __typename}connection{id isEnabled __typename}__typename}}",
  "sha256:6a3bb2b51a0a5b4583c127bee4546ca67c30904335a2147ed68f7a7349dfae0a",
);