import type DataLoader from 'dataloader';

import { type OneboxDataSource } from '../../onebox/onebox-data-source';
import { type SessionId } from '../../onebox/sessions/session-id';
import { type SessionBody, type SignIn } from '../../onebox/sessions/sign-in';
import { loader } from '../loader';

/** The sessions of one channel: where Onebox has them, and their type in the schema. */
export interface SessionKind<Decoded extends SessionBody, Session extends object> {
  signIn: SignIn<Decoded>;
  toSession: (id: SessionId, decoded: Decoded) => Session;
}

/** The loaders of the sessions of one channel, for one request. */
export class SessionLoaders<Decoded extends SessionBody, Session extends object> {
  /** Loads the current session, with its tokens and without the cache, for a connection. */
  readonly fresh: DataLoader<SessionId, Decoded>;
  /** Loads a session, cached or not, as its type in the schema. */
  readonly session: DataLoader<SessionId, Session>;

  constructor(onebox: OneboxDataSource, { signIn, toSession }: SessionKind<Decoded, Session>) {
    this.fresh = loader((id) => onebox.getSession(signIn, id, { bypassCache: true }));
    this.session = loader(async (id) => toSession(id, await onebox.getSession(signIn, id)));
  }
}
