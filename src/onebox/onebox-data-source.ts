import { type Caller, CallerCalls, type CallerCallsOptions } from './caller-calls';
import { brokenContract, OneboxError, type OneboxErrorDetails } from './onebox-error';
import { type OneboxHttp } from './onebox-http';
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
import { isComplete, readSession, type WireSession } from './wire-session';

/** What holds for every data source. */
export interface OneboxDataSourceOptions extends CallerCallsOptions {
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
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
  readonly #calls: CallerCalls;
  readonly #utcOffset: string;

  constructor(http: OneboxHttp, caller: Caller, options: OneboxDataSourceOptions) {
    this.#calls = new CallerCalls(http, caller, options);
    this.#utcOffset = options.utcOffset;
  }

  /** Lets go of what was read for this request alone: nothing of it is to come any more. */
  letGo(): void {
    this.#calls.letGo();
  }

  /** A bearer token: `POST /api/authenticate`. Needs none. Throws an OneboxError. */
  async authenticate(credentials: {
    email: string;
    password: string;
    siteId: string;
  }): Promise<WireAccessToken> {
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
      read: readAccessToken,
    });
  }

  /**
   * What a person granted: `GET /api/instagraph/session/{session-id}`. May be some seconds old, unless it is asked for
   * `anew`. Throws an OneboxError.
   */
  getInstagramSession(id: SessionId, { anew = false } = {}): Promise<WireSession> {
    return this.#calls.getRemembered(
      {
        method: 'GET',
        path: sessionPath(id),
        endpoint: 'GET /api/instagraph/session/{id}',
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
      },
      { anew, isComplete },
    );
  }

  /** Sees to it that the caller's next read of the session is answered by Onebox. */
  async forgetInstagramSession(id: SessionId): Promise<void> {
    await this.#calls.forget(sessionPath(id));
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
    const connection = await this.#calls.get({
      method: 'GET',
      path: `/api/connection/${id}`,
      endpoint: 'GET /api/connection/{id}',
      notFound,
      read: (body) => readConnection(body, this.#utcOffset),
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
      const page = await this.#calls.get({
        method: 'GET',
        path: `/api/connection?limit=${connectionsPerPage}&offset=${offset}`,
        endpoint: 'GET /api/connection',
        read: (body) => readConnectionPage(body, this.#utcOffset),
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
    return this.#calls.change({
      method: 'POST',
      path: '/api/connection',
      endpoint: 'POST /api/connection',
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
    return this.#calls.change({
      method: 'PATCH',
      path: `/api/connection/${encodeURIComponent(id)}`,
      endpoint: 'PATCH /api/connection/{id}',
      body: { json: { UserId: pageId, Password: password, Token: token } },
      secrets: [password, token],
      read: (body) => this.#readConnectionOf(instagramAccountId, body),
    });
  }

  #readConnectionOf(instagramAccountId: string, body: unknown): WireConnection {
    const connection = readConnection(body, this.#utcOffset);
    if (connection.TargetId !== instagramAccountId) throw brokenContract('TargetId is not the one asked for');
    return connection;
  }
}

const sessionPath = (id: SessionId): string => `/api/instagraph/session/${id}`;
