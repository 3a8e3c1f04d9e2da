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
    "mutation ConnectFacebookPage($sessionId: ID!, $pageId: ID!) {\n  connectFacebookPage(sessionId: $sessionId, pageId: $pageId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    pageId\n  }\n}": typeof types.ConnectFacebookPageDocument,
    "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}": typeof types.ConnectInstagramAccountDocument,
    "mutation ConnectTwitterAccount($sessionId: ID!) {\n  connectTwitterAccount(sessionId: $sessionId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    screenName\n    twitterUserId\n  }\n}": typeof types.ConnectTwitterAccountDocument,
    "query ConnectedAccount($id: ID!) {\n  connectedAccount(id: $id) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    ... on ConnectedInstagramAccount {\n      pageId\n      instagramAccountId\n    }\n    ... on ConnectedFacebookPage {\n      pageId\n    }\n    ... on ConnectedTwitterAccount {\n      screenName\n      twitterUserId\n    }\n  }\n}": typeof types.ConnectedAccountDocument,
    "query ConnectedAccounts($channel: OneboxChannel, $first: Int, $after: String) {\n  connectedAccounts(channel: $channel, first: $first, after: $after) {\n    items {\n      __typename\n      id\n      siteId\n      channel\n      name\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n      ... on ConnectedInstagramAccount {\n        pageId\n        instagramAccountId\n      }\n      ... on ConnectedFacebookPage {\n        pageId\n      }\n      ... on ConnectedTwitterAccount {\n        screenName\n        twitterUserId\n      }\n    }\n    totalCount\n    endCursor\n  }\n}": typeof types.ConnectedAccountsDocument,
    "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}": typeof types.ErrorCatalogDocument,
    "query FacebookAuthUrl($env: OneboxEnvironment, $site: String) {\n  facebookAuthUrl(env: $env, site: $site)\n}": typeof types.FacebookAuthUrlDocument,
    "query FacebookSession($id: ID!) {\n  facebookSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      category\n      tasks\n      connection {\n        id\n        isEnabled\n      }\n    }\n  }\n}": typeof types.FacebookSessionDocument,
    "query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {\n  instagramAuthUrl(env: $env, site: $site)\n}": typeof types.InstagramAuthUrlDocument,
    "query InstagramSession($id: ID!) {\n  instagramSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      instagramBusinessAccount {\n        id\n        username\n        name\n      }\n      instagramAccounts {\n        id\n        username\n        name\n        hasProfilePicture\n        profilePictureUrl\n        profilePictureExpiresAt\n      }\n    }\n  }\n}": typeof types.InstagramSessionDocument,
    "mutation RenameConnectedAccount($id: ID!, $name: String!) {\n  renameConnectedAccount(id: $id, name: $name) {\n    __typename\n    id\n    channel\n    name\n    updatedAt\n  }\n}": typeof types.RenameConnectedAccountDocument,
    "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}": typeof types.SessionConnectionsDocument,
    "query TwitterAuthUrl($env: OneboxEnvironment, $site: String) {\n  twitterAuthUrl(env: $env, site: $site)\n}": typeof types.TwitterAuthUrlDocument,
    "query TwitterSession($id: ID!) {\n  twitterSession(id: $id) {\n    id\n    profile {\n      id\n      screenName\n    }\n    connection {\n      id\n      isEnabled\n    }\n  }\n}": typeof types.TwitterSessionDocument,
};
const documents: Documents = {
    "mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {\n  authenticate(email: $email, password: $password, siteId: $siteId) {\n    token\n    expiresAt\n    siteId\n  }\n}": types.AuthenticateDocument,
    "mutation ConnectFacebookPage($sessionId: ID!, $pageId: ID!) {\n  connectFacebookPage(sessionId: $sessionId, pageId: $pageId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    pageId\n  }\n}": types.ConnectFacebookPageDocument,
    "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}": types.ConnectInstagramAccountDocument,
    "mutation ConnectTwitterAccount($sessionId: ID!) {\n  connectTwitterAccount(sessionId: $sessionId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    screenName\n    twitterUserId\n  }\n}": types.ConnectTwitterAccountDocument,
    "query ConnectedAccount($id: ID!) {\n  connectedAccount(id: $id) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    ... on ConnectedInstagramAccount {\n      pageId\n      instagramAccountId\n    }\n    ... on ConnectedFacebookPage {\n      pageId\n    }\n    ... on ConnectedTwitterAccount {\n      screenName\n      twitterUserId\n    }\n  }\n}": types.ConnectedAccountDocument,
    "query ConnectedAccounts($channel: OneboxChannel, $first: Int, $after: String) {\n  connectedAccounts(channel: $channel, first: $first, after: $after) {\n    items {\n      __typename\n      id\n      siteId\n      channel\n      name\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n      ... on ConnectedInstagramAccount {\n        pageId\n        instagramAccountId\n      }\n      ... on ConnectedFacebookPage {\n        pageId\n      }\n      ... on ConnectedTwitterAccount {\n        screenName\n        twitterUserId\n      }\n    }\n    totalCount\n    endCursor\n  }\n}": types.ConnectedAccountsDocument,
    "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}": types.ErrorCatalogDocument,
    "query FacebookAuthUrl($env: OneboxEnvironment, $site: String) {\n  facebookAuthUrl(env: $env, site: $site)\n}": types.FacebookAuthUrlDocument,
    "query FacebookSession($id: ID!) {\n  facebookSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      category\n      tasks\n      connection {\n        id\n        isEnabled\n      }\n    }\n  }\n}": types.FacebookSessionDocument,
    "query InstagramAuthUrl($env: OneboxEnvironment, $site: String) {\n  instagramAuthUrl(env: $env, site: $site)\n}": types.InstagramAuthUrlDocument,
    "query InstagramSession($id: ID!) {\n  instagramSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      instagramBusinessAccount {\n        id\n        username\n        name\n      }\n      instagramAccounts {\n        id\n        username\n        name\n        hasProfilePicture\n        profilePictureUrl\n        profilePictureExpiresAt\n      }\n    }\n  }\n}": types.InstagramSessionDocument,
    "mutation RenameConnectedAccount($id: ID!, $name: String!) {\n  renameConnectedAccount(id: $id, name: $name) {\n    __typename\n    id\n    channel\n    name\n    updatedAt\n  }\n}": types.RenameConnectedAccountDocument,
    "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}": types.SessionConnectionsDocument,
    "query TwitterAuthUrl($env: OneboxEnvironment, $site: String) {\n  twitterAuthUrl(env: $env, site: $site)\n}": types.TwitterAuthUrlDocument,
    "query TwitterSession($id: ID!) {\n  twitterSession(id: $id) {\n    id\n    profile {\n      id\n      screenName\n    }\n    connection {\n      id\n      isEnabled\n    }\n  }\n}": types.TwitterSessionDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Authenticate($email: String!, $password: String!, $siteId: ID!) {\n  authenticate(email: $email, password: $password, siteId: $siteId) {\n    token\n    expiresAt\n    siteId\n  }\n}"): typeof import('./graphql').AuthenticateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ConnectFacebookPage($sessionId: ID!, $pageId: ID!) {\n  connectFacebookPage(sessionId: $sessionId, pageId: $pageId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    pageId\n  }\n}"): typeof import('./graphql').ConnectFacebookPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ConnectInstagramAccount($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {\n  connectInstagramAccount(\n    sessionId: $sessionId\n    pageId: $pageId\n    instagramAccountId: $instagramAccountId\n  ) {\n    id\n    siteId\n    name\n    pageId\n    instagramAccountId\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n  }\n}"): typeof import('./graphql').ConnectInstagramAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ConnectTwitterAccount($sessionId: ID!) {\n  connectTwitterAccount(sessionId: $sessionId) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    screenName\n    twitterUserId\n  }\n}"): typeof import('./graphql').ConnectTwitterAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ConnectedAccount($id: ID!) {\n  connectedAccount(id: $id) {\n    __typename\n    id\n    siteId\n    channel\n    name\n    isEnabled\n    hasError\n    createdAt\n    updatedAt\n    ... on ConnectedInstagramAccount {\n      pageId\n      instagramAccountId\n    }\n    ... on ConnectedFacebookPage {\n      pageId\n    }\n    ... on ConnectedTwitterAccount {\n      screenName\n      twitterUserId\n    }\n  }\n}"): typeof import('./graphql').ConnectedAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ConnectedAccounts($channel: OneboxChannel, $first: Int, $after: String) {\n  connectedAccounts(channel: $channel, first: $first, after: $after) {\n    items {\n      __typename\n      id\n      siteId\n      channel\n      name\n      isEnabled\n      hasError\n      createdAt\n      updatedAt\n      ... on ConnectedInstagramAccount {\n        pageId\n        instagramAccountId\n      }\n      ... on ConnectedFacebookPage {\n        pageId\n      }\n      ... on ConnectedTwitterAccount {\n        screenName\n        twitterUserId\n      }\n    }\n    totalCount\n    endCursor\n  }\n}"): typeof import('./graphql').ConnectedAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ErrorCatalog {\n  errorCatalog {\n    code\n    reason\n    retryable\n    description\n  }\n}"): typeof import('./graphql').ErrorCatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FacebookAuthUrl($env: OneboxEnvironment, $site: String) {\n  facebookAuthUrl(env: $env, site: $site)\n}"): typeof import('./graphql').FacebookAuthUrlDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FacebookSession($id: ID!) {\n  facebookSession(id: $id) {\n    id\n    profile {\n      id\n      name\n    }\n    pages {\n      id\n      name\n      category\n      tasks\n      connection {\n        id\n        isEnabled\n      }\n    }\n  }\n}"): typeof import('./graphql').FacebookSessionDocument;
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
export function graphql(source: "mutation RenameConnectedAccount($id: ID!, $name: String!) {\n  renameConnectedAccount(id: $id, name: $name) {\n    __typename\n    id\n    channel\n    name\n    updatedAt\n  }\n}"): typeof import('./graphql').RenameConnectedAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SessionConnections($id: ID!) {\n  instagramSession(id: $id) {\n    pages {\n      id\n      instagramBusinessAccount {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n      instagramAccounts {\n        id\n        connection {\n          id\n          isEnabled\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql').SessionConnectionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TwitterAuthUrl($env: OneboxEnvironment, $site: String) {\n  twitterAuthUrl(env: $env, site: $site)\n}"): typeof import('./graphql').TwitterAuthUrlDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TwitterSession($id: ID!) {\n  twitterSession(id: $id) {\n    id\n    profile {\n      id\n      screenName\n    }\n    connection {\n      id\n      isEnabled\n    }\n  }\n}"): typeof import('./graphql').TwitterSessionDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
