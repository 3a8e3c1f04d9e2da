import { type Caller, CallerCalls, type CallerCallsOptions } from './caller-calls';
import { brokenContract, OneboxError, type OneboxErrorDetails } from './onebox-error';
import { type OneboxHttp } from './onebox-http';
import { decodedSessionId, type SessionId } from './session-id';
import { compareIds, type SiteConnections } from './site-connections';
import { type DecodedAccessToken, decodeAccessToken } from './wire/access-token';
import {
  connection,
  type DecodedConnection,
  type DecodedConnectionKey,
  instagramMedium,
} from './wire/connection';
import { connectionList } from './wire/connection-list';
import { decode, decodeInSlices, type Decoding } from './wire/decode';
import { type DecodedInstagramSession, instagramSession } from './wire/instagram-session';
import { Merger } from './wire/merge';
import { maxReasons } from './wire/table';
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
  instagramAccountId: string;
  password: string;
  token: string;
}

/** What a person granted, as far as it could be decoded. */
export interface InstagramSessionReading extends DecodedInstagramSession {
  /** Whether all of it could be. */
  isComplete: boolean;
}

const connectionsPerPage = 100;
const howToFindOut = 'ask connectedAccounts whether the account is there before you try again.';

/** The Onebox API as one caller may use it: one method an endpoint. Lives as long as that caller's request. */
export class OneboxDataSource {
  readonly #calls: CallerCalls;
  readonly #wire: WireSetting;

  constructor(http: OneboxHttp, caller: Caller, options: OneboxDataSourceOptions) {
    this.#calls = new CallerCalls(http, caller, options);
    this.#wire = { utcOffset: options.utcOffset };
  }

  /** The site that the caller's token is for; undefined where it does not say. Throws an OneboxError. */
  get siteId(): string | undefined {
    return this.#calls.siteId;
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
      read: decodeAccessToken,
    });
  }

  /**
   * What a person granted: `GET /api/instagraph/session/{session-id}`. May be some seconds old, unless it is asked for
   * `anew`. Throws an OneboxError.
   */
  getInstagramSession(id: SessionId, { anew = false } = {}): Promise<InstagramSessionReading> {
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
        read: (body) => sessionOf(id, decode(instagramSession, body, this.#wire)),
        readInSlices: async (body, slices) =>
          sessionOf(id, await decodeInSlices(instagramSession, body, this.#wire, slices)),
      },
      { anew, isComplete: (session) => session.isComplete },
    );
  }

  /** Sees to it that the caller's next read of the session is answered by Onebox. */
  async forgetInstagramSession(id: SessionId): Promise<void> {
    await this.#calls.forget(sessionPath(id));
  }

  /** One Instagram connection of the caller's site: `GET /api/connection/{id}`. Throws an OneboxError. */
  async getInstagramConnection(id: string): Promise<DecodedConnection> {
    const notFound = (details?: OneboxErrorDetails): OneboxError =>
      new OneboxError(
        'connected-account-not-found',
        'The site has no such connected account: take its id from connectedAccounts.',
        details,
      );
    if (!/^\d{1,20}$/.test(id)) throw notFound();
    const found = await this.#calls.get({
      method: 'GET',
      path: `/api/connection/${id}`,
      endpoint: 'GET /api/connection/{id}',
      notFound,
      read: (body) => decode(connection, body, this.#wire).value,
    });
    if (found.mediaId !== instagramMedium) throw notFound();
    return found;
  }

  /**
   * All Instagram connections of the caller's site, the oldest first: `GET /api/connection`, page by page. A read that
   * began before will do, unless it is asked for `anew`. Throws an OneboxError.
   */
  async findInstagramConnections({ anew = false } = {}): Promise<SiteConnections> {
    const items: DecodedConnection[] = [];
    const keys: DecodedConnectionKey[] = [];
    const unreadable: OneboxError[] = [];
    let unreadableCount = 0;
    // An entry moves to the next page while pages are asked for.
    const merger = new Merger(connection, 'id', items);
    for (let offset = 0, total = 1; offset < total;) {
      const page = await this.#calls.get(
        {
          method: 'GET',
          path: `/api/connection?limit=${connectionsPerPage}&offset=${offset}`,
          endpoint: 'GET /api/connection',
          read: (body) => decode(connectionList, body, this.#wire).value,
          readInSlices: async (body, slices) =>
            (await decodeInSlices(connectionList, body, this.#wire, slices)).value,
        },
        { anew },
      );
      for (const item of page.connections.items) merger.add(item);
      for (const key of page.keys.items) keys.push(key);
      unreadable.push(...page.connections.unreadable);
      unreadableCount += page.connections.unreadableCount;
      const entries = page.keys.items.length + page.keys.unreadableCount;
      if (entries === 0) break;
      offset += entries;
      // Where it does not say, an empty page is the end.
      total = typeof page.total === 'number' ? page.total : Infinity;
    }
    items.sort((a, b) => compareIds(a.id, b.id));
    return { items, keys, unreadable: unreadable.slice(0, maxReasons), unreadableCount };
  }

  /** Makes a connection of an Instagram account: `POST /api/connection`. Throws an OneboxError. */
  async createInstagramConnection(fields: ConnectionFields): Promise<DecodedConnection> {
    const { name, pageId, instagramAccountId, password, token } = fields;
    return this.#calls.change({
      method: 'POST',
      path: '/api/connection',
      endpoint: 'POST /api/connection',
      body: {
        json: {
          // An assumption: the documentation's table wants it, and none of its examples has it.
          SiteId: this.siteId,
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
      read: (body) => this.#connectionOf(instagramAccountId, body),
      howToFindOut,
    });
  }

  /** Gives a connection new tokens: `PATCH /api/connection/{id}`. Throws an OneboxError. */
  async refreshInstagramConnection(
    id: string,
    fields: Omit<ConnectionFields, 'name'>,
  ): Promise<DecodedConnection> {
    const { pageId, instagramAccountId, password, token } = fields;
    return this.#calls.change({
      method: 'PATCH',
      path: `/api/connection/${encodeURIComponent(id)}`,
      endpoint: 'PATCH /api/connection/{id}',
      body: { json: { UserId: pageId, Password: password, Token: token } },
      secrets: [password, token],
      read: (body) => this.#connectionOf(instagramAccountId, body),
    });
  }

  #connectionOf(instagramAccountId: string, body: unknown): DecodedConnection {
    const { value } = decode(connection, body, this.#wire);
    const { instagramAccountId: answered } = value;
    if (typeof answered === 'string' && answered !== instagramAccountId) {
      throw brokenContract('TargetId is not the one asked for');
    }
    return value;
  }
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
