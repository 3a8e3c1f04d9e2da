import { sharedBadInput } from '../errors/bad-input';
import { connectedAccountNotFound } from '../../onebox/connections/connection-id';
import { type SessionBody } from '../../onebox/sessions/session-channel';
import { connectedAccountOf } from '../connected-account/connected-account.mapper';
import { type ConnectedAccount } from '../connected-account/connected-account.type';
import { ConnectedFacebookPage } from '../connected-account/channels/connected-facebook-page.type';
import { ConnectedInstagramAccount } from '../connected-account/channels/connected-instagram-account.type';
import { ConnectedTwitterAccount } from '../connected-account/channels/connected-twitter-account.type';
import { OtherConnectedAccount } from '../connected-account/channels/other-connected-account.type';
import { type GatewayContext } from '../context';
import { facebookPageReference } from '../facebook-session/facebook-page.reference';
import { FacebookPage } from '../facebook-session/facebook-page.type';
import { facebookSessions } from '../facebook-session/facebook-session.mapper';
import { FacebookSession } from '../facebook-session/facebook-session.type';
import { InstagramAccount } from '../instagram-session/instagram-account.type';
import { InstagramBusinessAccount } from '../instagram-session/instagram-business-account.type';
import { instagramSessions } from '../instagram-session/instagram-session.mapper';
import {
  instagramAccountReference,
  instagramBusinessAccountReference,
  pageReference,
} from '../instagram-session/instagram-session.reference';
import { InstagramSession } from '../instagram-session/instagram-session.type';
import { Page } from '../instagram-session/page.type';
import { idIn, isRepresentation, type Representation } from './representation';
import { parseSessionId } from '../../onebox/sessions/session-id';
import { type SessionKind } from '../session/session-loaders';
import { twitterSessions } from '../twitter-session/twitter-session.mapper';
import { TwitterSession } from '../twitter-session/twitter-session.type';

/** A type that other subgraphs may reference. */
interface Entity {
  type: new (...fields: never[]) => object;
  keys: readonly Key[];
  /** Must return a promise: an error then fails one reference, not all of them. */
  reference: (representation: Representation, context: GatewayContext) => Promise<object>;
}

interface Key {
  fields: string;
  resolvable?: false;
}

const idKey: readonly Key[] = [{ fields: 'id' }];
const sessionKeys: readonly Key[] = [{ fields: 'sessionId id' }, { fields: 'id', resolvable: false }];

export const entities: Readonly<Record<string, Entity>> = {
  ConnectedFacebookPage: connectedAccount(ConnectedFacebookPage),
  ConnectedInstagramAccount: connectedAccount(ConnectedInstagramAccount),
  ConnectedTwitterAccount: connectedAccount(ConnectedTwitterAccount),
  FacebookPage: { type: FacebookPage, keys: sessionKeys, reference: facebookPageReference },
  FacebookSession: session(FacebookSession, facebookSessions),
  InstagramAccount: { type: InstagramAccount, keys: sessionKeys, reference: instagramAccountReference },
  InstagramBusinessAccount: {
    type: InstagramBusinessAccount,
    keys: sessionKeys,
    reference: instagramBusinessAccountReference,
  },
  InstagramSession: session(InstagramSession, instagramSessions),
  OtherConnectedAccount: connectedAccount(OtherConnectedAccount),
  Page: { type: Page, keys: sessionKeys, reference: pageReference },
  TwitterSession: session(TwitterSession, twitterSessions),
};

function connectedAccount(type: Entity['type'] & (abstract new () => ConnectedAccount)): Entity {
  return {
    type,
    keys: idKey,
    reference: async (representation, { loaders }) => {
      const account = connectedAccountOf(await loaders.connection.load(idIn(representation, 'id')));
      // The connection of another channel has another type.
      if (!(account instanceof type)) throw connectedAccountNotFound();
      return account;
    },
  };
}

function session<Decoded extends SessionBody, Session extends object>(
  type: Entity['type'],
  kind: SessionKind<Decoded, Session>,
): Entity {
  return {
    type,
    keys: idKey,
    reference: async (representation, { loaders }) =>
      loaders.sessions(kind).session.load(parseSessionId(idIn(representation, 'id'))),
  };
}

/** Resolves a reference. Rejects where the entity does not exist. */
export async function resolveReference(representation: unknown, context: GatewayContext): Promise<object> {
  if (!isRepresentation(representation))
    throw sharedBadInput('A reference must be an object with its __typename.');
  const entity = Object.hasOwn(entities, representation.__typename)
    ? entities[representation.__typename]
    : undefined;
  if (entity === undefined) throw sharedBadInput('A reference must name a type that is an entity.');
  return entity.reference(representation, context);
}

/** The name of the entity type of a value. */
export function entityNameOf(value: object): string | undefined {
  return Object.entries(entities).find(([, { type }]) => value instanceof type)?.[0];
}
