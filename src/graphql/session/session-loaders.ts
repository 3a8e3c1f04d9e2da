import type DataLoader from 'dataloader';

import { type OneboxDataSource } from '../../onebox/onebox-data-source';
import { type SessionId } from '../../onebox/sessions/session-id';
import { type SessionBody, type SessionChannel } from '../../onebox/sessions/session-channel';
import { loader } from '../loader';

/** The sessions of one channel: where Onebox has them, and their type in the schema. */
export interface SessionKind<Decoded extends SessionBody, Session extends object> {
  channel: SessionChannel<Decoded>;
  toSession: (id: SessionId, decoded: Decoded) => Session;
}

/** The loaders of the sessions of one channel, for one request. */
export class SessionLoaders<Decoded extends SessionBody, Session extends object> {
  /** Loads the current session, with its tokens and without the cache, for a connection. */
  readonly fresh: DataLoader<SessionId, Decoded>;
  /** Loads a session, cached or not, as its type in the schema. */
  readonly session: DataLoader<SessionId, Session>;

  constructor(onebox: OneboxDataSource, { channel, toSession }: SessionKind<Decoded, Session>) {
    this.fresh = loader((id) => onebox.getSession(channel, id, { bypassCache: true }));
    this.session = loader(async (id) => toSession(id, await onebox.getSession(channel, id)));
  }
}
