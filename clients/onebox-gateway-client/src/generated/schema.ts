/* eslint-disable */
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date-time string at UTC, such as 2007-12-03T10:15:30Z, compliant with the `date-time` format outlined in section 5.6 of the RFC 3339 profile of the ISO 8601 standard for representation of dates and times using the Gregorian calendar. */
  DateTime: { input: string; output: string; }
  /** A field whose value conforms to the standard URL format as specified in RFC3986: https://www.ietf.org/rfc/rfc3986.txt. */
  URL: { input: string; output: string; }
};

/** A bearer token of Onebox. */
export type AccessToken = {
  __typename?: 'AccessToken';
  /** When it expires. Sign in again before that. Null if the token does not state it. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its site. Null if the token does not state it. */
  siteId?: Maybe<Scalars['ID']['output']>;
  /** A JWT for the Authorization header: `Bearer …`. */
  token: Scalars['String']['output'];
};

/** An account connected to a Onebox site. */
export type ConnectedAccount = {
  /** The channel of its messages. */
  channel: OneboxChannel;
  /** When it was connected first. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether Onebox reports an error for it. To connect it again updates its tokens. */
  hasError?: Maybe<Scalars['Boolean']['output']>;
  /** The connection's id in Onebox. */
  id: Scalars['ID']['output'];
  /** Whether Onebox receives its messages. */
  isEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Its name in Onebox. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The site to which it is connected. */
  siteId: Scalars['ID']['output'];
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of the connected accounts, oldest first. */
export type ConnectedAccountPage = {
  __typename?: 'ConnectedAccountPage';
  /** Pass it as `after` for the next page. Null on the last page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** The accounts of this page. */
  items: Array<ConnectedAccount>;
  /** The number of accounts, of the requested channel. Null if the count needs more calls than one operation may make. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A Facebook Page connected to a Onebox site. */
export type ConnectedFacebookPage = ConnectedAccount & {
  __typename?: 'ConnectedFacebookPage';
  /** The channel of its messages. */
  channel: OneboxChannel;
  /** When it was connected first. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether Onebox reports an error for it. To connect it again updates its tokens. */
  hasError?: Maybe<Scalars['Boolean']['output']>;
  /** The connection's id in Onebox. */
  id: Scalars['ID']['output'];
  /** Whether Onebox receives its messages. */
  isEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Its name in Onebox. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The Page that is connected. */
  pageId?: Maybe<Scalars['ID']['output']>;
  /** The site to which it is connected. */
  siteId: Scalars['ID']['output'];
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** An Instagram account connected to a Onebox site. */
export type ConnectedInstagramAccount = ConnectedAccount & {
  __typename?: 'ConnectedInstagramAccount';
  /** The channel of its messages. */
  channel: OneboxChannel;
  /** When it was connected first. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether Onebox reports an error for it. To connect it again updates its tokens. */
  hasError?: Maybe<Scalars['Boolean']['output']>;
  /** The connection's id in Onebox. */
  id: Scalars['ID']['output'];
  /** The Instagram account that is connected. */
  instagramAccountId?: Maybe<Scalars['ID']['output']>;
  /** Whether Onebox receives its messages. */
  isEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Its name in Onebox. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The Facebook Page through which it is connected. */
  pageId?: Maybe<Scalars['ID']['output']>;
  /** The site to which it is connected. */
  siteId: Scalars['ID']['output'];
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A Twitter account connected to a Onebox site. */
export type ConnectedTwitterAccount = ConnectedAccount & {
  __typename?: 'ConnectedTwitterAccount';
  /** The channel of its messages. */
  channel: OneboxChannel;
  /** When it was connected first. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether Onebox reports an error for it. To connect it again updates its tokens. */
  hasError?: Maybe<Scalars['Boolean']['output']>;
  /** The connection's id in Onebox. */
  id: Scalars['ID']['output'];
  /** Whether Onebox receives its messages. */
  isEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Its name in Onebox. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The handle, without the @. */
  screenName?: Maybe<Scalars['String']['output']>;
  /** The site to which it is connected. */
  siteId: Scalars['ID']['output'];
  /** The account's id on Twitter. */
  twitterUserId?: Maybe<Scalars['ID']['output']>;
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

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

/** What an error means, and what to do about it. */
export type ErrorDescription = {
  __typename?: 'ErrorDescription';
  /** The class of the error. */
  code: ErrorCode;
  /** For developers, in English. */
  description: Scalars['String']['output'];
  /** The exact error. Null if the code has only one cause. */
  reason?: Maybe<ErrorReason>;
  /** Whether the same operation may succeed later. */
  retryable: Scalars['Boolean']['output'];
};

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

/** A Facebook Page, as a Facebook session lists it. */
export type FacebookPage = {
  __typename?: 'FacebookPage';
  /** Facebook's own name of the category, such as `Clothing (Brand)`. */
  category?: Maybe<Scalars['String']['output']>;
  /** The connected account of this Page. Null if it is not connected. */
  connection?: Maybe<ConnectedFacebookPage>;
  /** The Page's Facebook id. */
  id: Scalars['ID']['output'];
  /** The Page's name on Facebook. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The id of the session in which the Page was granted. */
  sessionId: Scalars['ID']['output'];
  /** The tasks of the person on the Page, as Facebook names them, such as MODERATE. Empty if Onebox does not return them. */
  tasks: Array<Scalars['String']['output']>;
};

/** The person who signed in to Facebook. */
export type FacebookProfile = {
  __typename?: 'FacebookProfile';
  /** The person's Facebook id. */
  id: Scalars['ID']['output'];
  /** The person's name. Null if Facebook does not return it. */
  name?: Maybe<Scalars['String']['output']>;
};

/** What a person granted on the page of facebookAuthUrl. */
export type FacebookSession = {
  __typename?: 'FacebookSession';
  /** The sessionId in the address of the session page. */
  id: Scalars['ID']['output'];
  /** The Facebook Pages that the person manages and granted. */
  pages: Array<FacebookPage>;
  /** Who signed in. */
  profile: FacebookProfile;
};

/** An Instagram account of a Page. */
export type InstagramAccount = InstagramProfile & {
  __typename?: 'InstagramAccount';
  /** The connected account of this profile. Null if it is not connected. */
  connection?: Maybe<ConnectedInstagramAccount>;
  /** Whether the person chose a picture; if not, the address shows a placeholder. Null if Onebox does not return it. */
  hasProfilePicture?: Maybe<Scalars['Boolean']['output']>;
  /** The account's Instagram id. */
  id: Scalars['ID']['output'];
  /** The name shown beside the handle. Null if there is none. */
  name?: Maybe<Scalars['String']['output']>;
  /** When profilePictureUrl expires. Null if the URL does not state it. */
  profilePictureExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** A signed URL. It expires at profilePictureExpiresAt. */
  profilePictureUrl?: Maybe<Scalars['URL']['output']>;
  /** The id of the session in which the account was granted. */
  sessionId: Scalars['ID']['output'];
  /** The handle, without the @. */
  username: Scalars['String']['output'];
};

/** The Instagram business account that a Page is connected to on Facebook. */
export type InstagramBusinessAccount = InstagramProfile & {
  __typename?: 'InstagramBusinessAccount';
  /** The connected account of this profile. Null if it is not connected. */
  connection?: Maybe<ConnectedInstagramAccount>;
  /** The account's Instagram id. */
  id: Scalars['ID']['output'];
  /** The name shown beside the handle. Null if there is none. */
  name?: Maybe<Scalars['String']['output']>;
  /** The id of the session in which the account was granted. */
  sessionId: Scalars['ID']['output'];
  /** The handle, without the @. */
  username: Scalars['String']['output'];
};

/** An Instagram account, as a session lists it. */
export type InstagramProfile = {
  /** The connected account of this profile. Null if it is not connected. */
  connection?: Maybe<ConnectedInstagramAccount>;
  /** The account's Instagram id. */
  id: Scalars['ID']['output'];
  /** The name shown beside the handle. Null if there is none. */
  name?: Maybe<Scalars['String']['output']>;
  /** The id of the session in which the account was granted. */
  sessionId: Scalars['ID']['output'];
  /** The handle, without the @. */
  username: Scalars['String']['output'];
};

/** What a person granted on the page of instagramAuthUrl. */
export type InstagramSession = {
  __typename?: 'InstagramSession';
  /** The sessionId in the address of the session page. */
  id: Scalars['ID']['output'];
  /** The Facebook Pages that the person manages and granted. */
  pages: Array<Page>;
  /** Who signed in. */
  profile: FacebookProfile;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Exchanges an e-mail and a password for the bearer token that most operations need. */
  authenticate: AccessToken;
  /** Connects a Facebook Page of a session, or updates its tokens if it is connected. The caller never receives these tokens. Needs a bearer token. */
  connectFacebookPage: ConnectedFacebookPage;
  /** Connects an Instagram account of a session, or updates its tokens if it is connected. The caller never receives these tokens. Needs a bearer token. */
  connectInstagramAccount: ConnectedInstagramAccount;
  /** Connects the Twitter account of a session, or updates its tokens if it is connected. The caller never receives these tokens. Needs a bearer token. */
  connectTwitterAccount: ConnectedTwitterAccount;
  /** Changes the name of a connected account in Onebox. Needs a bearer token. */
  renameConnectedAccount: ConnectedAccount;
};


export type MutationauthenticateArgs = {
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
  siteId: Scalars['ID']['input'];
};


export type MutationconnectFacebookPageArgs = {
  pageId: Scalars['ID']['input'];
  sessionId: Scalars['ID']['input'];
};


export type MutationconnectInstagramAccountArgs = {
  instagramAccountId: Scalars['ID']['input'];
  pageId: Scalars['ID']['input'];
  sessionId: Scalars['ID']['input'];
};


export type MutationconnectTwitterAccountArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationrenameConnectedAccountArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};

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

/** An account of any other channel, connected to a Onebox site. */
export type OtherConnectedAccount = ConnectedAccount & {
  __typename?: 'OtherConnectedAccount';
  /** The channel of its messages. */
  channel: OneboxChannel;
  /** When it was connected first. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether Onebox reports an error for it. To connect it again updates its tokens. */
  hasError?: Maybe<Scalars['Boolean']['output']>;
  /** The connection's id in Onebox. */
  id: Scalars['ID']['output'];
  /** Whether Onebox receives its messages. */
  isEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Its name in Onebox. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The site to which it is connected. */
  siteId: Scalars['ID']['output'];
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A Facebook Page, as an Instagram session lists it. */
export type Page = {
  __typename?: 'Page';
  /** The Page's Facebook id. */
  id: Scalars['ID']['output'];
  /** The Instagram accounts of the Page. The business account can be among them, with the same username and another id. */
  instagramAccounts: Array<InstagramAccount>;
  /** The business account that the Page is connected to. Null if the Page has none. */
  instagramBusinessAccount?: Maybe<InstagramBusinessAccount>;
  /** The Page's name on Facebook. Null if Onebox does not return it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The id of the session in which the Page was granted. */
  sessionId: Scalars['ID']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** One connected account, of any channel. Needs a bearer token. */
  connectedAccount?: Maybe<ConnectedAccount>;
  /** Accounts connected to the caller's site, oldest first. Needs a bearer token. */
  connectedAccounts?: Maybe<ConnectedAccountPage>;
  /** Every error that this API can return. Makes no network call. Needs no token. */
  errorCatalog: Array<ErrorDescription>;
  /** The page on which a person signs in to Facebook and grants access to Facebook Pages. The sign-in ends on the site's session page, whose address contains the session id. Makes no network call. Needs no token. */
  facebookAuthUrl: Scalars['URL']['output'];
  /** What a person granted: their Facebook Pages. Needs a bearer token. */
  facebookSession?: Maybe<FacebookSession>;
  /** The page on which a person signs in to Facebook and grants access to Instagram accounts. The sign-in ends on the site's session page, whose address contains the session id. Makes no network call. Needs no token. */
  instagramAuthUrl: Scalars['URL']['output'];
  /** What a person granted: their Pages and the Instagram accounts on them. Needs a bearer token. */
  instagramSession?: Maybe<InstagramSession>;
  /** The page on which a person signs in to Twitter. The sign-in ends on the site's session page, whose address contains the session id. Makes no network call. Needs no token. */
  twitterAuthUrl: Scalars['URL']['output'];
  /** What a person granted: their Twitter account. Needs a bearer token. */
  twitterSession?: Maybe<TwitterSession>;
};


export type QueryconnectedAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryconnectedAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  channel?: InputMaybe<OneboxChannel>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryfacebookAuthUrlArgs = {
  env?: InputMaybe<OneboxEnvironment>;
  site?: InputMaybe<Scalars['String']['input']>;
};


export type QueryfacebookSessionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryinstagramAuthUrlArgs = {
  env?: InputMaybe<OneboxEnvironment>;
  site?: InputMaybe<Scalars['String']['input']>;
};


export type QueryinstagramSessionArgs = {
  id: Scalars['ID']['input'];
};


export type QuerytwitterAuthUrlArgs = {
  env?: InputMaybe<OneboxEnvironment>;
  site?: InputMaybe<Scalars['String']['input']>;
};


export type QuerytwitterSessionArgs = {
  id: Scalars['ID']['input'];
};

/** The Twitter account with which a person signed in. */
export type TwitterProfile = {
  __typename?: 'TwitterProfile';
  /** The account's id on Twitter. */
  id: Scalars['ID']['output'];
  /** The handle, without the @. */
  screenName: Scalars['String']['output'];
};

/** What a person granted on the page of twitterAuthUrl. */
export type TwitterSession = {
  __typename?: 'TwitterSession';
  /** The connected account of this session. Null if it is not connected. */
  connection?: Maybe<ConnectedTwitterAccount>;
  /** The sessionId in the address of the session page. */
  id: Scalars['ID']['output'];
  /** The account that was granted. */
  profile: TwitterProfile;
};
