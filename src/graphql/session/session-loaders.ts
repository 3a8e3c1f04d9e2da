import type DataLoader from 'dataloader';

import { type OneboxDataSource } from '../../onebox/onebox-data-source';
import { type SessionId } from '../../onebox/sessions/session-id';
import { type SessionBody, type SignIn } from '../../onebox/sessions/sign-in';
import { loader } from '../loader';

/** The sessions of one channel: where Onebox has them, and what they are in the schema. */
export interface SessionKind<Decoded extends SessionBody, Session extends object> {
  signIn: SignIn<Decoded>;
  toSession: (id: SessionId, decoded: Decoded) => Session;
}

/** The sessions of one channel that a request has asked Onebox for. */
export class SessionLoaders<Decoded extends SessionBody, Session extends object> {
  /** As Onebox has it now, tokens and all: for what goes back to Onebox. */
  readonly fresh: DataLoader<SessionId, Decoded>;
  /** As the schema has it. */
  readonly session: DataLoader<SessionId, Session>;

  constructor(onebox: OneboxDataSource, { signIn, toSession }: SessionKind<Decoded, Session>) {
    this.fresh = loader((id) => onebox.getSession(signIn, id, { bypassCache: true }));
    this.session = loader(async (id) => toSession(id, await onebox.getSession(signIn, id)));
  }
}
