import { type ConnectionBody, connectionOf } from './connection-body';
import { type ConnectionPatch, type NewConnection } from './connection-input';
import { firstConnections, firstConnectionsDate } from './first-connections';
import { jakartaTime } from './jakarta-time';

const firstId = 101;
const firstMadeId = 646;

/** The connections of one sandbox, by site. Ids are unique across sites. */
export class ConnectionStore {
  readonly #sites = new Map<string, ConnectionBody[]>();
  #nextFirstId = firstId;
  #nextId = firstMadeId;

  constructor(private readonly now: () => Date) {}

  /** All connections of a site, oldest first. */
  allOf(siteId: string): readonly ConnectionBody[] {
    return this.#site(siteId);
  }

  find(siteId: string, id: string): ConnectionBody | undefined {
    return this.#site(siteId).find(({ Id }) => Id === id);
  }

  make(siteId: string, fields: NewConnection): ConnectionBody {
    const start = { Id: String(this.#nextId++), SiteId: siteId, ...fields };
    const connection = connectionOf(start, jakartaTime(this.now()));
    this.#site(siteId).push(connection);
    return connection;
  }

  /** Changes a connection of this store. */
  change(connection: ConnectionBody, patch: ConnectionPatch): ConnectionBody {
    return Object.assign(connection, patch, { ModifyDate: jakartaTime(this.now()) });
  }

  /** Restores the initial connections of every site. */
  reset(): void {
    this.#sites.clear();
    this.#nextFirstId = firstId;
    this.#nextId = firstMadeId;
  }

  #site(siteId: string): ConnectionBody[] {
    const existing = this.#sites.get(siteId);
    if (existing !== undefined) return existing;
    const connections = firstConnections.map((first) =>
      connectionOf({ Id: String(this.#nextFirstId++), SiteId: siteId, ...first }, firstConnectionsDate),
    );
    this.#sites.set(siteId, connections);
    return connections;
  }
}
