import { sharedBadInput } from './bad-input';
import { connectedInstagramAccountReference } from './connected-instagram-account.reference';
import { ConnectedInstagramAccount } from './connected-instagram-account.type';
import { type GatewayContext } from './context';
import { InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { instagramAccountReference, instagramBusinessAccountReference } from './instagram-profile.reference';
import { instagramSessionReference } from './instagram-session.reference';
import { InstagramSession } from './instagram-session.type';
import { pageReference } from './page.reference';
import { Page } from './page.type';
import { isRepresentation, type Representation } from './representation';

/** A type that other subgraphs may refer to. */
interface Entity {
  type: new (...fields: never[]) => object;
  keys: readonly Key[];
  /** Always a promise: what is thrown fails one reference, and never those beside it. */
  reference: (representation: Representation, context: GatewayContext) => Promise<object>;
}

/** Fields by which it is referred to. */
export interface Key {
  fields: string;
  resolvable?: false;
}

const ofSession: readonly Key[] = [{ fields: 'sessionId id' }, { fields: 'id', resolvable: false }];

/** All of them, by name. */
export const entities: Readonly<Record<string, Entity>> = {
  ConnectedInstagramAccount: {
    type: ConnectedInstagramAccount,
    keys: [{ fields: 'id' }],
    reference: connectedInstagramAccountReference,
  },
  InstagramAccount: { type: InstagramAccount, keys: ofSession, reference: instagramAccountReference },
  InstagramBusinessAccount: {
    type: InstagramBusinessAccount,
    keys: ofSession,
    reference: instagramBusinessAccountReference,
  },
  InstagramSession: {
    type: InstagramSession,
    keys: [{ fields: 'id' }],
    reference: instagramSessionReference,
  },
  Page: { type: Page, keys: ofSession, reference: pageReference },
};

/** What a reference refers to. Rejects where it refers to nothing. */
export async function resolveReference(representation: unknown, context: GatewayContext): Promise<object> {
  if (!isRepresentation(representation))
    throw sharedBadInput('A reference must be an object with its __typename.');
  const entity = Object.hasOwn(entities, representation.__typename)
    ? entities[representation.__typename]
    : undefined;
  if (entity === undefined) throw sharedBadInput('There is no type of that name that can be referred to.');
  return entity.reference(representation, context);
}

/** The name of the type that a value is of. */
export function entityNameOf(value: object): string | undefined {
  return Object.entries(entities).find(([, { type }]) => value instanceof type)?.[0];
}
