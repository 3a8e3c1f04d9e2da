import { BearerToken } from './bearer-token';
import { brokenContract, OneboxError, type OneboxErrorDetails } from './onebox-error';
import { type InFlightCalls } from './in-flight-calls';
import { type OneboxCall, type OneboxHttp } from './onebox-http';
import { decodedSessionId, type SessionId } from './session-id';
import { readAccessToken, type WireAccessToken } from './wire-access-token';
import {
  compareIds,
  instagramMedium,
  readConnection,
  readConnectionPage,
  type WireConnection,
} from './wire-connection';
import { type WireList } from './wire-reading';
import { readSession, type WireSession } from './wire-session';

/** Who calls, and under which id that is logged here and at Onebox. */
export interface Caller {
  /** The `Authorization` header as it came: it is read when a call needs it. */
  authorization: string | undefined;
  requestId: string;
}

/** What holds for every data source. */
export interface OneboxDataSourceOptions {
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  /** How many calls one caller's request may take. */
  maxCalls: number;
  inFlight: InFlightCalls;
}

/** What is to be known of a connection to make it. `password` and `token` are secret. */
export interface ConnectionFields {
  name: string;
  pageId: string;
  instagramAccountId: string;
  password: string;
  token: string;
}

const connectionsPerPage = 100;
const howToFindOut = 'ask connectedAccounts whether the account is there before you try again.';

/** The Onebox API as one caller may use it: one method an endpoint. Lives as long as that caller's request. */
export class OneboxDataSource {
  #calls = 0;

  constructor(
    private readonly http: OneboxHttp,
    private readonly caller: Caller,
    private readonly options: OneboxDataSourceOptions,
  ) {}

  /** A bearer token: `POST /api/authenticate`. Needs none. Throws an OneboxError. */
  async authenticate(credentials: {
    email: string;
    password: string;
    siteId: string;
  }): Promise<WireAccessToken> {
    return this.#call({
      method: 'POST',
      path: '/api/authenticate',
      // Onebox's documentation calls them parameters, where it says JSON of every body that is.
      body: { form: credentials },
      secrets: [credentials.password, credentials.email],
      unauthorized: (details) =>
        new OneboxError(
          'credentials-refused',
          'Onebox does not accept that e-mail and password for that site: correct them and sign in again.',
          details,
        ),
      read: readAccessToken,
    });
  }

  /** What a person granted: `GET /api/instagraph/session/{session-id}`. Throws an OneboxError. */
  async getInstagramSession(id: SessionId): Promise<WireSession> {
    return this.#callAsCaller({
      method: 'GET',
      path: `/api/instagraph/session/${id}`,
      notFound: (details) =>
        new OneboxError(
          'session-not-found',
          'Onebox knows no such session: send the person to instagramAuthUrl to sign in again.',
          details,
        ),
      read: (body) => {
        const session = readSession(body);
        // Another session than the one asked for would be another person's.
        if (session.session !== decodedSessionId(id) && session.session !== id) {
          throw brokenContract('session is not the one asked for');
        }
        return session;
      },
    });
  }

  /** One Instagram connection of the caller's site: `GET /api/connection/{id}`. Throws an OneboxError. */
  async getInstagramConnection(id: string): Promise<WireConnection> {
    const notFound = (details?: OneboxErrorDetails): OneboxError =>
      new OneboxError(
        'instagram-account-not-found',
        'The site has no such connected account: take its id from connectedAccounts.',
        details,
      );
    if (!/^\d{1,20}$/.test(id)) throw notFound();
    const connection = await this.#callAsCaller({
      method: 'GET',
      path: `/api/connection/${id}`,
      notFound,
      read: (body) => readConnection(body, this.options.utcOffset),
    });
    if (connection.MediaId !== instagramMedium) throw notFound();
    return connection;
  }

  /**
   * All Instagram connections of the caller's site, the oldest first: `GET /api/connection`, page by page.
   * Throws an OneboxError.
   */
  async findInstagramConnections(): Promise<WireList<WireConnection>> {
    const byId = new Map<string, WireConnection>();
    const unreadable: OneboxError[] = [];
    for (let offset = 0, total = 1; offset < total;) {
      const page = await this.#callAsCaller({
        method: 'GET',
        path: `/api/connection?limit=${connectionsPerPage}&offset=${offset}`,
        read: (body) => readConnectionPage(body, this.options.utcOffset),
      });
      for (const connection of page.connections.items) byId.set(connection.Id, connection);
      unreadable.push(...page.connections.unreadable);
      if (page.count === 0) break;
      offset += page.count;
      total = page.total;
    }
    return { items: [...byId.values()].sort((a, b) => compareIds(a.Id, b.Id)), unreadable };
  }

  /** Makes a connection of an Instagram account: `POST /api/connection`. Throws an OneboxError. */
  async createInstagramConnection(fields: ConnectionFields): Promise<WireConnection> {
    const { name, pageId, instagramAccountId, password, token } = fields;
    return this.#callAsCaller({
      method: 'POST',
      path: '/api/connection',
      body: {
        json: {
          MediaId: instagramMedium,
          ProviderId: 'PVD28',
          Name: name,
          UserId: pageId,
          Password: password,
          Token: token,
          From: instagramAccountId,
          TargetId: instagramAccountId,
        },
      },
      secrets: [password, token],
      read: (body) => this.#readConnectionOf(instagramAccountId, body),
      howToFindOut,
    });
  }

  /** Gives a connection new tokens: `PATCH /api/connection/{id}`. Throws an OneboxError. */
  async refreshInstagramConnection(
    id: string,
    fields: Omit<ConnectionFields, 'name'>,
  ): Promise<WireConnection> {
    const { pageId, instagramAccountId, password, token } = fields;
    return this.#callAsCaller({
      method: 'PATCH',
      path: `/api/connection/${encodeURIComponent(id)}`,
      body: { json: { UserId: pageId, Password: password, Token: token } },
      secrets: [password, token],
      read: (body) => this.#readConnectionOf(instagramAccountId, body),
    });
  }

  #readConnectionOf(instagramAccountId: string, body: unknown): WireConnection {
    const connection = readConnection(body, this.options.utcOffset);
    if (connection.TargetId !== instagramAccountId) throw brokenContract('TargetId is not the one asked for');
    return connection;
  }

  async #callAsCaller<T>(call: Omit<OneboxCall<T>, 'bearer' | 'requestId'>): Promise<T> {
    const bearer = BearerToken.fromAuthorization(this.caller.authorization);
    const { inFlight } = this.options;
    const send = (): Promise<T> => this.#call({ ...call, bearer });
    if (call.method === 'GET') return inFlight.share(bearer, call.path, send);
    try {
      return await send();
    } finally {
      inFlight.forget(bearer);
    }
  }

  async #call<T>(call: Omit<OneboxCall<T>, 'requestId'>): Promise<T> {
    this.#calls += 1;
    if (this.#calls > this.options.maxCalls) {
      throw new OneboxError(
        'too-many-calls',
        'The operation would take more calls to Onebox than one operation may: ask for less at once.',
      );
    }
    return this.http.call({ ...call, requestId: this.caller.requestId });
  }
}
