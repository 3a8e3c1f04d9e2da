import { type Caller, CallerSession, type CallerSessionOptions } from './caller/caller-session';
import { losslessValue } from './client/onebox-response';
import { type OneboxRequest, type OneboxRead } from './client/onebox-request';
import { OneboxError } from './onebox-error';
import { type OneboxClient } from './client/onebox-client';
import { type SessionId, spellingsOf } from './sessions/session-id';
import {
  cachingOf,
  decodingOf,
  projectingReading,
  type ReadSession,
  type SessionReader,
  type SessionReading,
  wholeReading,
} from './sessions/session-reader';
import { connectionOf, connectionOfAccount, requireId } from './connections/connection-body';
import { type ConnectionFields } from './connections/connection-fields';
import { connectedAccountNotFound, connectionPath } from './connections/connection-id';
import { ConnectionPages, connectionsPerPage } from './connections/connection-pages';
import {
  type Complete,
  type SessionBody,
  sessionNotFound,
  sessionPath,
  type SessionChannel,
} from './sessions/session-channel';
import { type AccountIdentity } from './connections/site-connections';
import { asTwitterError } from './connections/twitter-refusal';
import { type DecodedAccessToken, decodeAccessToken } from './wire/access-token';
import { wireChannels } from './wire/channel';
import { type DecodedConnection } from './wire/connection';
import { connectionList } from './wire/connection-list';
import { decode, decodeInSlices } from './wire/table/decode';
import { type WireSetting } from './wire/table/values';

/** Options of all data sources. */
export interface OneboxDataSourceOptions extends CallerSessionOptions {
  /** The UTC offset of Onebox's wall clock, such as `+07:00`. */
  utcOffset: string;
}

/** The reader key of calls that decode the whole body. */
const wholeBody = 'whole body';
const recoveryHint = 'ask connectedAccounts whether the account is there before you try again.';

/** The Onebox API for one request of one caller, with one method an endpoint. */
export class OneboxDataSource {
  readonly #calls: CallerSession;
  readonly #wire: WireSetting;
  /** The ids of the sessions that were read. Secret. */
  readonly #sessionIds: SessionId[] = [];

  constructor(http: OneboxClient, caller: Caller, options: OneboxDataSourceOptions) {
    this.#calls = new CallerSession(http, caller, options);
    this.#wire = { utcOffset: options.utcOffset };
  }

  /** The site of the caller's token. Undefined where the token does not name one. Throws an OneboxError. */
  get siteId(): string | undefined {
    return this.#calls.siteId;
  }

  /** Releases the bodies that were read, at the end of the request. */
  release(): void {
    this.#calls.release();
  }

  /** Gets a bearer token, without sending one: `POST /api/authenticate`. Throws an OneboxError. */
  async authenticate(credentials: {
    email: string;
    password: string;
    siteId: string;
  }): Promise<DecodedAccessToken> {
    return this.#calls.callWithoutToken({
      method: 'POST',
      path: '/api/authenticate',
      endpoint: 'POST /api/authenticate',
      // The documentation calls them parameters; it names JSON wherever a body is JSON.
      body: { form: credentials },
      secrets: () => [credentials.password, credentials.email],
      unauthorized: (details) =>
        new OneboxError(
          'credentials-refused',
          'Onebox does not accept that e-mail and password for that site: correct them and sign in again.',
          details,
        ),
      read: (json) => decodeAccessToken(losslessValue(json)),
    });
  }

  /**
   * Reads what a person granted on a sign-in page: `GET /api/…/session/{session-id}`. The result may come from the cache, unless
   * `bypassCache` is set. Throws an OneboxError.
   */
  getSession<T extends SessionBody>(
    channel: SessionChannel<T>,
    id: SessionId,
    { bypassCache = false } = {},
  ): Promise<Complete<T>> {
    const reading = wholeReading(decodingOf(channel, id, this.#wire));
    return this.#calls.getCached(this.#sessionCall(channel, id, reading), {
      bypassCache,
      isComplete: ({ isComplete }) => isComplete,
    });
  }

  /** As {@link getSession}, but returns the projection of `reader`, and releases the body. */
  readSession<S extends SessionBody, T>(
    channel: SessionChannel<S>,
    id: SessionId,
    reader: SessionReader<T>,
  ): Promise<ReadSession<S, T>> {
    const reading = projectingReading(reader, decodingOf(channel, id, this.#wire));
    return this.#calls.getCached(this.#sessionCall(channel, id, reading), cachingOf(reader));
  }

  /** Deletes the session from the cache, so that the caller's next read calls Onebox. */
  async deleteSession(channel: SessionChannel<SessionBody>, id: SessionId): Promise<void> {
    await this.#calls.delete(sessionPath(channel, id));
  }

  /** One connection of the caller's site: `GET /api/connection/{id}`. Throws an OneboxError. */
  async getConnection(id: string): Promise<DecodedConnection> {
    return this.#calls.get({
      method: 'GET',
      path: connectionPath(id),
      endpoint: 'GET /api/connection/{id}',
      readerKey: wholeBody,
      notFound: connectedAccountNotFound,
      read: (json) => connectionOf(id, losslessValue(json), this.#siteWire),
    });
  }

  /**
   * The connections of the caller's site, read page by page on demand: `GET /api/connection`. Reads are shared with concurrent requests
   * of the caller, unless `bypassCache` is set.
   */
  findConnections({ bypassCache = false } = {}): ConnectionPages {
    return new ConnectionPages((offset) =>
      this.#calls.get(
        {
          method: 'GET',
          path: `/api/connection?limit=${connectionsPerPage}&offset=${offset}`,
          endpoint: 'GET /api/connection',
          readerKey: wholeBody,
          read: (json) => decode(connectionList, losslessValue(json), this.#siteWire).value,
          readInSlices: async (json, _received, slices) =>
            (await decodeInSlices(connectionList, losslessValue(json), this.#siteWire, slices)).value,
        },
        { bypassCache },
      ),
    );
  }

  /** Creates the connection of an account: `POST /api/connection`. Throws an OneboxError. */
  async createConnection({ account, ...fields }: ConnectionFields): Promise<DecodedConnection> {
    const { name, userId, password, token, from, targetId } = fields;
    return this.#connect(account, [password, token], {
      method: 'POST',
      path: '/api/connection',
      endpoint: 'POST /api/connection',
      body: {
        json: {
          // An assumption: the table of the documentation requires it, and no example has it.
          SiteId: this.siteId,
          ...wireChannels[account.channel],
          Name: name,
          UserId: userId,
          Password: password,
          Token: token,
          From: from,
          TargetId: targetId,
        },
      },
      read: (json) => connectionOfAccount(account, losslessValue(json), this.#siteWire),
      recoveryHint,
    });
  }

  /** Replaces the tokens of a connection: `PATCH /api/connection/{id}`. Throws an OneboxError. */
  async refreshConnection(
    id: string,
    { account, userId, password, token }: ConnectionFields,
  ): Promise<DecodedConnection> {
    return this.#connect(account, [password, token], {
      method: 'PATCH',
      path: connectionPath(id),
      endpoint: 'PATCH /api/connection/{id}',
      body: { json: { UserId: userId, Password: password, Token: token } },
      notFound: connectedAccountNotFound,
      read: (json) => {
        const body = losslessValue(json);
        requireId(id, body, this.#siteWire);
        return connectionOfAccount(account, body, this.#siteWire);
      },
    });
  }

  /** Changes the name of a connection: `PATCH /api/connection/{id}`. Throws an OneboxError. */
  async renameConnection(id: string, name: string): Promise<DecodedConnection> {
    return this.#calls.change({
      method: 'PATCH',
      path: connectionPath(id),
      endpoint: 'PATCH /api/connection/{id}',
      body: { json: { Name: name } },
      notFound: connectedAccountNotFound,
      read: (json) => connectionOf(id, losslessValue(json), this.#siteWire),
    });
  }

  /** Sends tokens to Onebox, which checks them at Facebook or Twitter. */
  async #connect<T>({ channel }: AccountIdentity, secrets: string[], call: OneboxRequest<T>): Promise<T> {
    try {
      return await this.#calls.change({
        ...call,
        secrets: () => [...secrets, ...this.#sessionIds.flatMap(spellingsOf)],
        passesOnFacebook: true,
      });
    } catch (error) {
      throw channel === 'TWITTER' ? asTwitterError(error) : error;
    }
  }

  #sessionCall<T>(
    channel: SessionChannel<SessionBody>,
    id: SessionId,
    { readerKey, isLossy, read, readInSlices }: SessionReading<T>,
  ): OneboxRead<T> {
    this.#sessionIds.push(id);
    return {
      method: 'GET',
      path: sessionPath(channel, id),
      endpoint: `GET /api/${channel.path}/session/{id}`,
      secrets: () => spellingsOf(id),
      notFound: (details) => sessionNotFound(channel, details),
      readerKey,
      isLossy,
      read,
      readInSlices,
    };
  }

  get #siteWire(): WireSetting {
    return { ...this.#wire, siteId: this.siteId };
  }
}
