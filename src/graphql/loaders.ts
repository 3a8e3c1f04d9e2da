import DataLoader from 'dataloader';

import { attempt } from '../onebox/attempt';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type SessionId } from '../onebox/session-id';
import { type AccountIdentity, connectionLookup, type SiteConnections } from '../onebox/site-connections';
import { type DecodedConnection } from '../onebox/wire/connection';
import { type DecodedInstagramSession } from '../onebox/wire/instagram-session';
import { toInstagramSession } from './instagram-session.mapper';
import { type InstagramSession } from './instagram-session.type';
import { indexSession, type SessionIndex } from './session-index';

// Onebox is asked for one thing at a time: there is nothing to wait for but the fields of this turn.
const options = { batchScheduleFn: (dispatch: () => void) => void Promise.resolve().then(dispatch) };

/** What one request has asked Onebox for, so that it asks once. */
export class Loaders {
  #wireSession: DataLoader<SessionId, DecodedInstagramSession> | undefined;
  #instagramSession: DataLoader<SessionId, InstagramSession> | undefined;
  #sessionIndex: DataLoader<SessionId, SessionIndex> | undefined;
  #instagramConnection: DataLoader<string, DecodedConnection> | undefined;
  #instagramConnections: DataLoader<'all', SiteConnections> | undefined;
  #connectionOfInstagramAccount: DataLoader<AccountIdentity, DecodedConnection | null, string> | undefined;

  constructor(private readonly onebox: OneboxDataSource) {}

  /** As Onebox has it now, tokens and all: for what goes back to Onebox. */
  get wireSession(): DataLoader<SessionId, DecodedInstagramSession> {
    return (this.#wireSession ??= loader((id) => this.onebox.getInstagramSession(id, { anew: true })));
  }

  get instagramSession(): DataLoader<SessionId, InstagramSession> {
    return (this.#instagramSession ??= loader(async (id) =>
      toInstagramSession(id, await this.onebox.getInstagramSession(id)),
    ));
  }

  /** The entities of a session by id, indexed once however many references there are. */
  get sessionIndex(): DataLoader<SessionId, SessionIndex> {
    return (this.#sessionIndex ??= loader(async (id) => indexSession(await this.instagramSession.load(id))));
  }

  get instagramConnection(): DataLoader<string, DecodedConnection> {
    return (this.#instagramConnection ??= loader((id) => this.onebox.getInstagramConnection(id)));
  }

  /** All of the site's: Onebox has no way to ask for some. */
  get instagramConnections(): DataLoader<'all', SiteConnections> {
    return (this.#instagramConnections ??= loader(() => this.onebox.findInstagramConnections()));
  }

  get connectionOfInstagramAccount(): DataLoader<AccountIdentity, DecodedConnection | null, string> {
    return (this.#connectionOfInstagramAccount ??= new DataLoader<
      AccountIdentity,
      DecodedConnection | null,
      string
    >(
      async (accounts) => {
        const connectionOf = connectionLookup(await this.instagramConnections.load('all'));
        return accounts.map((account) => attempt(() => connectionOf(account) ?? null));
      },
      { cacheKeyFn: ({ id }) => id },
    ));
  }
}

/** Loads one by one: each result, or the error in its place, as DataLoader wants them. */
function loader<K, V>(load: (key: K) => Promise<V>): DataLoader<K, V> {
  return new DataLoader<K, V>(
    (keys) => Promise.all(keys.map((key) => load(key).catch((error: unknown) => error as Error))),
    options,
  );
}
