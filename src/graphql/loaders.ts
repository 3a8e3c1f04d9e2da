import DataLoader from 'dataloader';

import { toResult } from '../onebox/to-result';
import { type ConnectionPages } from '../onebox/connections/connection-pages';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type Slices } from '../onebox/bodies/time-slices';
import { type SessionBody } from '../onebox/sessions/session-channel';
import { type AccountIdentity, connectionLookups } from '../onebox/connections/site-connections';
import { type DecodedConnection } from '../onebox/wire/connection';
import { loader } from './loader';
import { type SessionKind, SessionLoaders } from './session/session-loaders';

/** The loaders of one request: each reads the same thing from Onebox once. */
export class Loaders {
  #sessions: Map<object, SessionLoaders<SessionBody, object>> | undefined;
  #connection: DataLoader<string, DecodedConnection> | undefined;
  #connections: ConnectionPages | undefined;
  #connectionLookup: Promise<ReturnType<typeof connectionLookups>> | undefined;
  #connectionOf: DataLoader<AccountIdentity, DecodedConnection | null, string> | undefined;

  constructor(
    private readonly onebox: OneboxDataSource,
    private readonly slices: Slices,
  ) {}

  sessions<D extends SessionBody, S extends object>(kind: SessionKind<D, S>): SessionLoaders<D, S> {
    this.#sessions ??= new Map();
    const existing = this.#sessions.get(kind) as SessionLoaders<D, S> | undefined;
    if (existing !== undefined) return existing;
    const loaders = new SessionLoaders(this.onebox, kind);
    this.#sessions.set(kind, loaders);
    return loaders;
  }

  get connection(): DataLoader<string, DecodedConnection> {
    return (this.#connection ??= loader((id) => this.onebox.getConnection(id)));
  }

  /** The connections of the site, read page by page: Onebox cannot filter them. */
  get connections(): ConnectionPages {
    return (this.#connections ??= this.onebox.findConnections());
  }

  /** Finds the connection of an account of any channel. All accounts share one index of the list. */
  get connectionLookup(): Promise<ReturnType<typeof connectionLookups>> {
    return (this.#connectionLookup ??= this.connections.readAll().then(connectionLookups));
  }

  /** The connection of an account of any channel. */
  get connectionOf(): DataLoader<AccountIdentity, DecodedConnection | null, string> {
    return (this.#connectionOf ??= new DataLoader<AccountIdentity, DecodedConnection | null, string>(
      async (accounts) => {
        const connectionOf = await this.connectionLookup;
        // The accounts of a long session come in many batches, which all wait for the list.
        await this.slices.next();
        return accounts.map((account) => toResult(() => connectionOf(account) ?? null));
      },
      { cacheKeyFn: ({ channel, id }) => `${channel} ${id}` },
    ));
  }

  /** Clears the loaded connections, after one of them changed. */
  clearConnections(): void {
    this.#connection = undefined;
    this.#connections = undefined;
    this.#connectionLookup = undefined;
    this.#connectionOf = undefined;
  }
}
