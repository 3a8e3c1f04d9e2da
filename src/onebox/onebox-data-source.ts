import { type Caller, CallerCalls, type CallerCallsOptions, type DerivedEntry } from './caller-calls';
import { type ReceivedBody } from './body-budget';
import { type OneboxRead } from './in-flight-calls';
import { type JsonBody, losslessValue } from './onebox-answer';
import { type OneboxCall } from './onebox-call';
import { brokenContract, OneboxError } from './onebox-error';
import { type OneboxHttp } from './onebox-http';
import { type Slices } from './time-slices';
import { decodedSessionId, type SessionId } from './session-id';
import { type ConnectionFields } from './connection-fields';
import { connectedAccountNotFound, connectionPath, isSameConnection } from './connection-id';
import { ConnectionPages, connectionsPerPage } from './connection-pages';
import { type Complete, isOfSession, type SessionBody, sessionOf, sessionPath, type SignIn } from './sign-in';
import { type AccountIdentity, mayBeOf } from './site-connections';
import { asTwitters } from './twitter-refusal';
import { type DecodedAccessToken, decodeAccessToken } from './wire/access-token';
import { type Channel, wireChannels } from './wire/channel';
import {
  channelOfConnection,
  connectionKey,
  connectionTables,
  type DecodedConnection,
} from './wire/connection';
import { connectionList } from './wire/connection-list';
import { decode, decodeInSlices } from './wire/decode';
import { type WireSetting } from './wire/values';

/** What holds for every data source. */
export interface OneboxDataSourceOptions extends CallerCallsOptions {
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
}

/** Reads the body of a session. */
export interface SessionReader<T> {
  /** The same for readers that give the same. */
  key: unknown;
  /**
   * Makes something of a body of so many bytes: gives what completes it, which may take as long again. Both give undefined
   * where that cannot be made of it: the whole session is read instead.
   */
  project: (body: unknown, bytes: number, wire: WireSetting) => (() => T | undefined) | undefined;
  /** Whether the whole session may be asked for later. */
  keepsBody: boolean;
  /** What it makes is remembered by itself where it has this. */
  derived: DerivedEntry<T> | undefined;
}

/** What a {@link SessionReader} made, or the whole session where it could not, or where it keeps the body. */
export interface ReadSession<S extends SessionBody, T> {
  projection: T | undefined;
  session: ((slices: Slices) => Promise<S>) | undefined;
}

/** The reader of all of a body. */
const wholeBody = 'whole body';
const howToFindOut = 'ask connectedAccounts whether the account is there before you try again.';

/** The Onebox API as one caller may use it: one method an endpoint. Lives as long as that caller's request. */
export class OneboxDataSource {
  readonly #calls: CallerCalls;
  readonly #wire: WireSetting;
  /** Of the sessions read. Secret. */
  readonly #sessionIds = new Set<string>();

  constructor(http: OneboxHttp, caller: Caller, options: OneboxDataSourceOptions) {
    this.#calls = new CallerCalls(http, caller, options);
    this.#wire = { utcOffset: options.utcOffset };
  }

  /** The site that the caller's token is for; undefined where it does not say. Throws an OneboxError. */
  get siteId(): string | undefined {
    return this.#calls.siteId;
  }

  /** Releases the bodies that were read: nothing of the request is to come any more. */
  release(): void {
    this.#calls.release();
  }

  /** A bearer token: `POST /api/authenticate`. Needs none. Throws an OneboxError. */
  async authenticate(credentials: {
    email: string;
    password: string;
    siteId: string;
  }): Promise<DecodedAccessToken> {
    return this.#calls.callWithoutToken({
      method: 'POST',
      path: '/api/authenticate',
      endpoint: 'POST /api/authenticate',
      // Onebox's documentation calls them parameters, where it says JSON of every body that is.
      body: { form: credentials },
      secrets: [credentials.password, credentials.email],
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
   * What a person granted on a sign-in page: `GET /api/…/session/{session-id}`. May be some seconds old, unless it is asked
   * for `anew`. Throws an OneboxError.
   */
  getSession<T extends SessionBody>(
    signIn: SignIn<T>,
    id: SessionId,
    { anew = false } = {},
  ): Promise<Complete<T>> {
    return this.#calls.getRemembered(this.#sessionCall(signIn, id), {
      anew,
      isComplete: ({ isComplete }) => isComplete,
    });
  }

  /** As {@link getSession}, but gives what `reader` makes of the body, of which only that stays. */
  readSession<S extends SessionBody, T>(
    signIn: SignIn<S>,
    id: SessionId,
    reader: SessionReader<T>,
  ): Promise<ReadSession<S, T>> {
    const call = this.#sessionCall(signIn, id);
    const project = ({ value }: JsonBody, { bytes }: ReceivedBody): (() => T | undefined) | undefined =>
      isOfSession(id, value) ? reader.project(value, bytes, this.#wire) : undefined;
    const projected = (projection: T | undefined, { text }: JsonBody): ReadSession<S, T> | undefined => {
      if (projection === undefined) return undefined;
      // Of a body its text takes a fraction of the memory that its values take.
      const session = (slices: Slices): Promise<S> =>
        this.#decodeSession(signIn, id, { text, value: undefined, isPlain: true }, slices);
      return { projection, session: reader.keepsBody ? session : undefined };
    };
    const whole = (session: S): ReadSession<S, T> => ({
      projection: undefined,
      session: () => Promise.resolve(session),
    });
    return this.#calls.getRemembered<ReadSession<S, T>>(
      {
        ...call,
        readerKey: reader.key,
        isPlain: true,
        read: (json, body) => projected(project(json, body)?.(), json) ?? whole(call.read(json, body)),
        readInSlices: async (json, body, slices) => {
          const write = project(json, body);
          if (slices.isOver()) await slices.next();
          return projected(write?.(), json) ?? whole(await this.#decodeSession(signIn, id, json, slices));
        },
      },
      {
        anew: false,
        isComplete: ({ projection }) => projection !== undefined,
        derived: reader.derived && {
          name: reader.derived.name,
          of: ({ projection }) => (projection === undefined ? undefined : reader.derived?.of(projection)),
          from: (remembered) => ({ projection: reader.derived?.from(remembered), session: undefined }),
        },
        holdsBody: ({ session }) => session !== undefined,
      },
    );
  }

  /** Sees to it that the caller's next read of the session is answered by Onebox. */
  async forgetSession(signIn: SignIn<SessionBody>, id: SessionId): Promise<void> {
    await this.#calls.forget(sessionPath(signIn, id));
  }

  /** One connection of the caller's site: `GET /api/connection/{id}`. Throws an OneboxError. */
  async getConnection(id: string): Promise<DecodedConnection> {
    return this.#calls.get({
      method: 'GET',
      path: connectionPath(id),
      endpoint: 'GET /api/connection/{id}',
      readerKey: wholeBody,
      notFound: connectedAccountNotFound,
      read: (json) => this.#connectionOf(id, losslessValue(json)),
    });
  }

  /**
   * The connections of the caller's site, read as far as is asked for: `GET /api/connection`, page by page. A read that began
   * before will do, unless it is asked for `anew`.
   */
  findConnections({ anew = false } = {}): ConnectionPages {
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
        { anew },
      ),
    );
  }

  /** Makes a connection of an account: `POST /api/connection`. Throws an OneboxError. */
  async createConnection({ account, ...fields }: ConnectionFields): Promise<DecodedConnection> {
    const { name, userId, password, token, from, targetId } = fields;
    return this.#connect(account, [password, token], {
      method: 'POST',
      path: '/api/connection',
      endpoint: 'POST /api/connection',
      body: {
        json: {
          // An assumption: the documentation's table wants it, and none of its examples has it.
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
      read: (json) => this.#connectionOfAccount(account, losslessValue(json)),
      howToFindOut,
    });
  }

  /** Gives a connection new tokens: `PATCH /api/connection/{id}`. Throws an OneboxError. */
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
        this.#hasId(id, body);
        return this.#connectionOfAccount(account, body);
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
      read: (json) => this.#connectionOf(id, losslessValue(json)),
    });
  }

  /** Sends tokens to Onebox, which asks the channel's owner whether they let it. */
  async #connect<T>({ channel }: AccountIdentity, secrets: string[], call: OneboxCall<T>): Promise<T> {
    try {
      return await this.#calls.change({
        ...call,
        secrets: [...secrets, ...this.#sessionIds],
        passesOnFacebook: true,
      });
    } catch (error) {
      throw channel === 'TWITTER' ? asTwitters(error) : error;
    }
  }

  #sessionCall<T extends SessionBody>(signIn: SignIn<T>, id: SessionId): OneboxRead<Complete<T>> {
    const spellings = [id, decodedSessionId(id)];
    for (const spelling of spellings) this.#sessionIds.add(spelling);
    return {
      method: 'GET',
      path: sessionPath(signIn, id),
      endpoint: `GET /api/${signIn.path}/session/{id}`,
      readerKey: wholeBody,
      secrets: spellings,
      notFound: (details) =>
        new OneboxError(
          'session-not-found',
          `Onebox knows no such session: send the person to ${signIn.authUrlField} to sign in again.`,
          details,
        ),
      read: (json) => sessionOf(id, decode(signIn.table, losslessValue(json), this.#wire)),
      readInSlices: (json, _received, slices) => this.#decodeSession(signIn, id, json, slices),
    };
  }

  async #decodeSession<T extends SessionBody>(
    { table }: SignIn<T>,
    id: SessionId,
    json: JsonBody,
    slices: Slices,
  ): Promise<Complete<T>> {
    return sessionOf(id, await decodeInSlices(table, losslessValue(json), this.#wire, slices));
  }

  get #siteWire(): WireSetting {
    return { ...this.#wire, siteId: this.siteId };
  }

  #connectionOf(id: string, body: unknown): DecodedConnection {
    const channel = channelOfConnection(body);
    if (channel === undefined) throw brokenContract('MediaId is not what its documentation says');
    this.#hasId(id, body);
    return this.#decoded(channel, body);
  }

  #hasId(id: string, body: unknown): void {
    const key = decode(connectionKey, body, this.#wire).value;
    if (typeof key.id !== 'string' || !isSameConnection(key.id, id)) {
      throw brokenContract('Id is not the one asked for');
    }
  }

  #connectionOfAccount(account: AccountIdentity, body: unknown): DecodedConnection {
    if (!mayBeOf(account, decode(connectionKey, body, this.#wire).value)) {
      throw brokenContract('the connection is not the one of the account asked for');
    }
    return this.#decoded(account.channel, body);
  }

  #decoded(channel: Channel, body: unknown): DecodedConnection {
    return decode<DecodedConnection>(connectionTables[channel], body, this.#siteWire).value;
  }
}
