import {
  ConnectFacebookPageDocument,
  ConnectInstagramAccountDocument,
  ConnectTwitterAccountDocument,
  FacebookAuthUrlDocument,
  FacebookSessionDocument,
  InstagramAuthUrlDocument,
  InstagramSessionDocument,
  type OneboxChannel,
  TwitterAuthUrlDocument,
  type TypedDocumentString,
  TwitterSessionDocument,
} from '../../generated/graphql.js';
import { ask, type GatewayError } from '../gateway-client.js';
import { type Choice, type Grant } from './grant.js';
import { facebookGrant, instagramGrant, twitterGrant } from './session-grants.js';

interface Names {
  name: string;
  /** Where a person signs in. */
  owner: string;
  /** The first part of Onebox's paths. */
  path: string;
  /** In the schema. */
  channel: OneboxChannel;
}

/** The operations of a channel, and what their data means. */
interface Operations<AuthUrl, Session, Variables> extends Names {
  authUrl: TypedDocumentString<AuthUrl, object>;
  addressOf: (data: AuthUrl) => string;
  session: TypedDocumentString<Session, { id: string }>;
  grantOf: (data: Session) => Grant | undefined;
  connect: TypedDocumentString<unknown, Variables>;
  variablesOf: (sessionId: string, choice: Choice) => Variables;
}

/** A channel that a person can connect an account of. */
export interface Channel extends Names {
  operations: Record<'authUrl' | 'session' | 'connect', TypedDocumentString<unknown, never>>;
  variablesOf: (sessionId: string, choice: Choice) => object;
  /** The address at which to sign in. Throws a GatewayError, as the others do. */
  readAuthUrl: () => Promise<string>;
  readGrant: (
    id: string,
    token: string | undefined,
  ) => Promise<{ grant?: Grant; leftOut: readonly GatewayError[] }>;
  connect: (sessionId: string, choice: Choice, token: string | undefined) => Promise<void>;
}

/** The channels, the one that the page begins with first. */
export const channels: readonly [Channel, ...Channel[]] = [
  channelWith({
    name: 'Instagram',
    owner: 'Facebook',
    path: 'instagraph',
    channel: 'INSTAGRAM',
    authUrl: InstagramAuthUrlDocument,
    addressOf: ({ instagramAuthUrl }) => instagramAuthUrl,
    session: InstagramSessionDocument,
    grantOf: instagramGrant,
    connect: ConnectInstagramAccountDocument,
    variablesOf: (sessionId, { pageId, id }) => ({ sessionId, pageId, instagramAccountId: id }),
  }),
  channelWith({
    name: 'Facebook',
    owner: 'Facebook',
    path: 'facebook',
    channel: 'FACEBOOK',
    authUrl: FacebookAuthUrlDocument,
    addressOf: ({ facebookAuthUrl }) => facebookAuthUrl,
    session: FacebookSessionDocument,
    grantOf: facebookGrant,
    connect: ConnectFacebookPageDocument,
    variablesOf: (sessionId, { pageId }) => ({ sessionId, pageId }),
  }),
  channelWith({
    name: 'Twitter',
    owner: 'Twitter',
    path: 'twitter',
    channel: 'TWITTER',
    authUrl: TwitterAuthUrlDocument,
    addressOf: ({ twitterAuthUrl }) => twitterAuthUrl,
    session: TwitterSessionDocument,
    grantOf: twitterGrant,
    connect: ConnectTwitterAccountDocument,
    variablesOf: (sessionId) => ({ sessionId }),
  }),
];

function channelWith<AuthUrl, Session, Variables extends object>({
  authUrl,
  addressOf,
  session,
  grantOf,
  connect,
  variablesOf,
  ...names
}: Operations<AuthUrl, Session, Variables>): Channel {
  return {
    ...names,
    operations: { authUrl, session, connect },
    variablesOf,
    readAuthUrl: async () => addressOf((await ask(authUrl, {})).data),
    readGrant: async (id, token) => {
      const { data, leftOut } = await ask(session, { id }, token);
      const grant = grantOf(data);
      return { ...(grant !== undefined && { grant }), leftOut };
    },
    connect: async (sessionId, choice, token) => {
      await ask(connect, variablesOf(sessionId, choice), token);
    },
  };
}
