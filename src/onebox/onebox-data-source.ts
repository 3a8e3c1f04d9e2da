import { type Caller, CallerCalls, type CallerCallsOptions } from './caller-calls';
import { type ReceivedBody } from './body-budget';
import { type OneboxRead } from './in-flight-calls';
import { type JsonBody, losslessValue } from './onebox-answer';
import { brokenContract, OneboxError, type OneboxErrorDetails } from './onebox-error';
import { type OneboxHttp } from './onebox-http';
import { type Slices } from './time-slices';
import { decodedSessionId, type SessionId } from './session-id';
import { ConnectionPages, connectionsPerPage } from './connection-pages';
import { type AccountIdentity, mayBeOf, type SiteConnections } from './site-connections';
import { type DecodedAccessToken, decodeAccessToken } from './wire/access-token';
import {
  connection,
  connectionKey,
  type DecodedConnection,
  instagramMedium,
  instagramProvider,
  mediumOf,
} from './wire/connection';
import { connectionList } from './wire/connection-list';
import { decode, decodeInSlices, type Decoding } from './wire/decode';
import { type DecodedInstagramSession, instagramSession } from './wire/instagram-session';
import { type WireSetting } from './wire/values';

/** What holds for every data source. */
export interface OneboxDataSourceOptions extends CallerCallsOptions {
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
}

/** What is to be known of a connection to make it. `password` and `token` are secret. */
export interface ConnectionFields {
  name: string;
  pageId: string;
  account: AccountIdentity;
  password: string;
  token: string;
}

/** What a person granted, as far as it could be decoded. */
export interface InstagramSessionReading extends DecodedInstagramSession {
  /** Whether all of it could be. */
  isComplete: boolean;
}

/** Reads the body of a session. */
export interface SessionReader<T> {
  /** The same for readers that give the same. */
  key: unknown;
  /** What it makes of a body of so many bytes. Undefined where that cannot be made of it: the whole session is read instead. */
  project: (body: unknown, bytes: number, wire: WireSetting) => T | undefined;
  /** Whether the whole session may be asked for later. */
  keepsBody: boolean;
}

/** What a {@link SessionReader} made, or the whole session where it could not, or where it keeps the body. */
export interface ReadSession<T> {
  projection: T | undefined;
  session: ((slices: Slices) => Promise<InstagramSessionReading>) | undefined;
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
   * What a person granted: `GET /api/instagraph/session/{session-id}`. May be some seconds old, unless it is asked for
   * `anew`. Throws an OneboxError.
   */
  getInstagramSession(id: SessionId, { anew = false } = {}): Promise<InstagramSessionReading> {
    const call = this.#sessionCall(id);
    return this.#calls.getRemembered(call, { anew, isComplete: ({ isComplete }) => isComplete });
  }

  /** As {@link getInstagramSession}, but gives what `reader` makes of the body, of which only that stays. */
  readInstagramSession<T>(id: SessionId, reader: SessionReader<T>): Promise<ReadSession<T>> {
    const call = this.#sessionCall(id);
    const project = (json: JsonBody, { bytes }: ReceivedBody): ReadSession<T> | undefined => {
      const projection = reader.project(json.value, bytes, this.#wire);
      if (projection === undefined) return undefined;
      return {
        projection,
        session: reader.keepsBody ? (slices) => this.#decodeSession(id, json, slices) : undefined,
      };
    };
    const whole = (session: InstagramSessionReading): ReadSession<T> => ({
      projection: undefined,
      session: () => Promise.resolve(session),
    });
    return this.#calls.getRemembered<ReadSession<T>>(
      {
        ...call,
        readerKey: reader.key,
        isPlain: true,
        read: (json, body) => project(json, body) ?? whole(call.read(json, body)),
        readInSlices: async (json, body, slices) =>
          project(json, body) ?? whole(await this.#decodeSession(id, json, slices)),
      },
      {
        anew: false,
        isComplete: ({ projection }) => projection !== undefined,
        holdsBody: ({ session }) => session !== undefined,
      },
    );
  }

  /** Sees to it that the caller's next read of the session is answered by Onebox. */
  async forgetInstagramSession(id: SessionId): Promise<void> {
    await this.#calls.forget(sessionPath(id));
  }

  /** One Instagram connection of the caller's site: `GET /api/connection/{id}`. Throws an OneboxError. */
  async getInstagramConnection(id: string): Promise<DecodedConnection> {
    if (!/^\d{1,20}$/.test(id)) throw connectionNotFound();
    const found = await this.#calls.get({
      method: 'GET',
      path: `/api/connection/${id}`,
      endpoint: 'GET /api/connection/{id}',
      readerKey: wholeBody,
      notFound: connectionNotFound,
      read: (json) => this.#connectionOf(id, losslessValue(json)),
    });
    const medium = mediumOf(found.mediaId, found.providerId);
    if (medium === 'unknown') throw brokenContract('MediaId is not what its documentation says');
    if (medium === 'other') throw connectionNotFound();
    return found;
  }

  /**
   * All Instagram connections of the caller's site, the oldest first: `GET /api/connection`, page by page. A read that
   * began before will do, unless it is asked for `anew`. Throws an OneboxError.
   */
  async findInstagramConnections({ anew = false } = {}): Promise<SiteConnections> {
    const pages = new ConnectionPages();
    while (!pages.isOver) {
      const page = await this.#calls.get(
        {
          method: 'GET',
          path: `/api/connection?limit=${connectionsPerPage}&offset=${pages.offset}`,
          endpoint: 'GET /api/connection',
          readerKey: wholeBody,
          read: (json) => decode(connectionList, losslessValue(json), this.#siteWire).value,
          readInSlices: async (json, _received, slices) =>
            (await decodeInSlices(connectionList, losslessValue(json), this.#siteWire, slices)).value,
        },
        { anew },
      );
      pages.add(page);
    }
    return pages.connections;
  }

  /** Makes a connection of an Instagram account: `POST /api/connection`. Throws an OneboxError. */
  async createInstagramConnection(fields: ConnectionFields): Promise<DecodedConnection> {
    const { name, pageId, account, password, token } = fields;
    return this.#calls.change({
      method: 'POST',
      path: '/api/connection',
      endpoint: 'POST /api/connection',
      body: {
        json: {
          // An assumption: the documentation's table wants it, and none of its examples has it.
          SiteId: this.siteId,
          MediaId: instagramMedium,
          ProviderId: instagramProvider,
          Name: name,
          UserId: pageId,
          Password: password,
          Token: token,
          From: account.id,
          TargetId: account.id,
        },
      },
      secrets: [password, token, ...this.#sessionIds],
      passesOnFacebook: true,
      read: (json) => this.#connectionOfAccount(account, losslessValue(json)),
      howToFindOut,
    });
  }

  /** Gives a connection new tokens: `PATCH /api/connection/{id}`. Throws an OneboxError. */
  async refreshInstagramConnection(
    id: string,
    fields: Omit<ConnectionFields, 'name'>,
  ): Promise<DecodedConnection> {
    const { pageId, account, password, token } = fields;
    return this.#calls.change({
      method: 'PATCH',
      path: `/api/connection/${encodeURIComponent(id)}`,
      endpoint: 'PATCH /api/connection/{id}',
      body: { json: { UserId: pageId, Password: password, Token: token } },
      secrets: [password, token, ...this.#sessionIds],
      passesOnFacebook: true,
      notFound: connectionNotFound,
      read: (json) => {
        const body = losslessValue(json);
        this.#connectionOf(id, body);
        return this.#connectionOfAccount(account, body);
      },
    });
  }

  #sessionCall(id: SessionId): OneboxRead<InstagramSessionReading> {
    const spellings = [id, decodedSessionId(id)];
    for (const spelling of spellings) this.#sessionIds.add(spelling);
    return {
      method: 'GET',
      path: sessionPath(id),
      endpoint: 'GET /api/instagraph/session/{id}',
      readerKey: wholeBody,
      secrets: spellings,
      notFound: (details) =>
        new OneboxError(
          'session-not-found',
          'Onebox knows no such session: send the person to instagramAuthUrl to sign in again.',
          details,
        ),
      read: (json) => sessionOf(id, decode(instagramSession, losslessValue(json), this.#wire)),
      readInSlices: (json, _received, slices) => this.#decodeSession(id, json, slices),
    };
  }

  async #decodeSession(id: SessionId, json: JsonBody, slices: Slices): Promise<InstagramSessionReading> {
    return sessionOf(id, await decodeInSlices(instagramSession, losslessValue(json), this.#wire, slices));
  }

  get #siteWire(): WireSetting {
    return { ...this.#wire, siteId: this.siteId };
  }

  #connectionOf(id: string, body: unknown): DecodedConnection {
    const { value } = decode(connection, body, this.#siteWire);
    if (withoutZeros(value.id) !== withoutZeros(id)) throw brokenContract('Id is not the one asked for');
    return value;
  }

  #connectionOfAccount(account: AccountIdentity, body: unknown): DecodedConnection {
    if (!mayBeOf(account, decode(connectionKey, body, this.#wire).value)) {
      throw brokenContract('TargetId is not the one asked for');
    }
    return decode(connection, body, this.#siteWire).value;
  }
}

function connectionNotFound(details?: OneboxErrorDetails): OneboxError {
  return new OneboxError(
    'connected-account-not-found',
    'The site has no such connected account: take its id from connectedAccounts.',
    details,
  );
}

function withoutZeros(id: string): string {
  return id.replace(/^0+(?=\d)/, '');
}

function sessionOf(
  id: SessionId,
  { value: session, isComplete }: Decoding<DecodedInstagramSession>,
): InstagramSessionReading {
  // Another session than the one asked for would be another person's.
  if (session.session !== decodedSessionId(id) && session.session !== id) {
    throw brokenContract('session is not the one asked for');
  }
  return { ...session, isComplete };
}

const sessionPath = (id: SessionId): string => `/api/instagraph/session/${id}`;
