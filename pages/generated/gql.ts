/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {\n  authenticate(email: $email, password: $password, siteId: $siteId) {\n    token\n    expiresAt\n    siteId\n  }\n}": typeof types.AuthenticateDocument,
    "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}": typeof types.ConnectInstagramAccountDocument,
    "query ConnectedAccounts($first: Int, $after: String) {\n  connectedAccounts(first: $first, after: $after) {\n    items {\n      id\n      siteId\n      name\n      pageId\n      instagramAccountId\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n    }\n    totalCount\n    endCursor\n  }\n}": typeof types.ConnectedAccountsDocument,
    "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}": typeof types.ErrorCatalogDocument,
    "query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {\n  instagramAuthUrl(env: $env, site: $site)\n}": typeof types.InstagramAuthUrlDocument,
    "query InstagramSession($id: ID!) {\n  instagramSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      instagramBusinessAccount {\n        id\n        username\n        name\n      }\n      instagramAccounts {\n        id\n        username\n        name\n        hasProfilePicture\n        profilePictureUrl\n        profilePictureExpiresAt\n      }\n    }\n  }\n}": typeof types.InstagramSessionDocument,
    "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}": typeof types.SessionConnectionsDocument,
};
const documents: Documents = {
    "mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {\n  authenticate(email: $email, password: $password, siteId: $siteId) {\n    token\n    expiresAt\n    siteId\n  }\n}": types.AuthenticateDocument,
    "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}": types.ConnectInstagramAccountDocument,
    "query ConnectedAccounts($first: Int, $after: String) {\n  connectedAccounts(first: $first, after: $after) {\n    items {\n      id\n      siteId\n      name\n      pageId\n      instagramAccountId\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n    }\n    totalCount\n    endCursor\n  }\n}": types.ConnectedAccountsDocument,
    "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}": types.ErrorCatalogDocument,
    "query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {\n  instagramAuthUrl(env: $env, site: $site)\n}": types.InstagramAuthUrlDocument,
    "query InstagramSession($id: ID!) {\n  instagramSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      instagramBusinessAccount {\n        id\n        username\n        name\n      }\n      instagramAccounts {\n        id\n        username\n        name\n        hasProfilePicture\n        profilePictureUrl\n        profilePictureExpiresAt\n      }\n    }\n  }\n}": types.InstagramSessionDocument,
    "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}": types.SessionConnectionsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {\n  authenticate(email: $email, password: $password, siteId: $siteId) {\n    token\n    expiresAt\n    siteId\n  }\n}"): typeof import('./graphql').AuthenticateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}"): typeof import('./graphql').ConnectInstagramAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ConnectedAccounts($first: Int, $after: String) {\n  connectedAccounts(first: $first, after: $after) {\n    items {\n      id\n      siteId\n      name\n      pageId\n      instagramAccountId\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n    }\n    totalCount\n    endCursor\n  }\n}"): typeof import('./graphql').ConnectedAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}"): typeof import('./graphql').ErrorCatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {\n  instagramAuthUrl(env: $env, site: $site)\n}"): typeof import('./graphql').InstagramAuthUrlDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query InstagramSession($id: ID!) {\n  instagramSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      instagramBusinessAccount {\n        id\n        username\n        name\n      }\n      instagramAccounts {\n        id\n        username\n        name\n        hasProfilePicture\n        profilePictureUrl\n        profilePictureExpiresAt\n      }\n    }\n  }\n}"): typeof import('./graphql').InstagramSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql').SessionConnectionsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
