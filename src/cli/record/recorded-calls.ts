import { connectedAccountNotFound } from '../../onebox/connections/connection-id';
import { parseLosslessJson } from '../../onebox/bodies/lossless-json';
import { readResponse } from '../../onebox/client/onebox-response';
import { OneboxError, type OneboxErrorKind } from '../../onebox/onebox-error';
import {
  facebookSignIn,
  instagramSignIn,
  sessionNotFound,
  sessionPath,
  twitterSignIn,
} from '../../onebox/sessions/sign-in';
import { entriesOf } from '../../onebox/wire/table/decode';
import { digits } from '../../onebox/wire/table/values';
import { failureCause } from '../failure-cause';
import { exchange } from '../onebox-exchange';
import { type RecordInput } from './record-input';

/** The calls that are recorded, each by what is written of it: no id is in it. All of them only read. */
export const recordedCalls = {
  withoutToken: 'GET /api/connection, without a token',
  authenticate: 'POST /api/authenticate, as a form',
  list: 'GET /api/connection?limit=100&offset=0',
  first: 'GET /api/connection?limit=1&offset=0',
  second: 'GET /api/connection?limit=1&offset=1',
  connection: 'GET /api/connection/{id}',
  unknownConnection: 'GET /api/connection/{id}, with an id that no connection has',
  instagramSession: 'GET /api/instagraph/session/{session-id}',
  facebookSession: 'GET /api/facebook/session/{session-id}',
  twitterSession: 'GET /api/twitter/session/{session-id}',
} as const;

export type RecordedCall = keyof typeof recordedCalls;

/** How Onebox responded to a call. `body` has its values: it is never written. */
export interface RecordedResponse {
  status: number;
  contentType: string;
  /** How the gateway understands it. */
  outcome: 'ok' | OneboxErrorKind;
  /** Undefined where it is no JSON. */
  body: unknown;
}

/** What was recorded of Onebox. Secret. */
export interface Recorded {
  responses: Partial<Record<RecordedCall, RecordedResponse>>;
  /** The call that found no Onebox, and why, without a value. */
  failure: { call: RecordedCall; cause: string } | undefined;
  /** The bearer token that the calls were made with. */
  token: string | undefined;
}

/** Where Onebox is called, and within which bounds. */
export interface RecordTarget {
  apiOrigin: string;
  utcOffset: string;
  timeoutMs: number;
  maxBodyBytes: number;
}

interface Sent {
  path: string;
  token?: string | undefined;
  form?: Record<string, string>;
  errors?: Pick<Parameters<typeof readResponse>[1], 'notFound' | 'unauthorized'>;
}

// The largest integer of most databases: it is read as a number, and no site has as many.
const unknownId = '2147483647';
const knownTypes = ['application/json', 'text/html', 'text/plain'];

/** Makes the calls, one after the other, and stops where Onebox cannot be reached or does not accept the token. */
export async function callOnebox(target: RecordTarget, input: RecordInput): Promise<Recorded> {
  const recorder = new Recorder(target, input.token);
  try {
    await recorder.run(input);
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
  }
  return recorder.recorded;
}

/** No more calls are of use. */
class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

class Recorder {
  readonly recorded: Recorded;

  constructor(
    private readonly target: RecordTarget,
    token: string | undefined,
  ) {
    this.recorded = { responses: {}, failure: undefined, token };
  }

  async run({ credentials, sessionIds }: RecordInput): Promise<void> {
    const { status, body } = await this.#call('withoutToken', { path: '/api/connection' });
    const isRedirect = status >= 300 && status < 400;
    // The token and the password are for Onebox, not for a proxy that answers in its place.
    if (isRedirect || typeof body !== 'object') this.#stop('withoutToken', 'the response is not of Onebox');
    if (credentials !== undefined) {
      const unauthorized = (): OneboxError => new OneboxError('credentials-refused', '');
      const form = { ...credentials };
      const signIn = await this.#call('authenticate', {
        path: '/api/authenticate',
        form,
        errors: { unauthorized },
      });
      this.recorded.token ??= tokenIn(signIn.body);
    }
    const { token } = this.recorded;
    if (token === undefined) return;
    const list = await this.#call('list', { path: '/api/connection?limit=100&offset=0', token });
    if (list.outcome !== 'ok') return;
    await this.#call('first', { path: '/api/connection?limit=1&offset=0', token });
    await this.#call('second', { path: '/api/connection?limit=1&offset=1', token });
    const [id] = connectionsIn(list).map(({ Id }) => digits(Id));
    const errors = { notFound: connectedAccountNotFound };
    if (typeof id === 'string') {
      await this.#call('connection', { path: `/api/connection/${id}`, token, errors });
    }
    await this.#call('unknownConnection', { path: `/api/connection/${unknownId}`, token, errors });
    await this.#sessions(token, sessionIds);
  }

  async #sessions(token: string, { instagram, facebook, twitter }: RecordInput['sessionIds']): Promise<void> {
    const sessions = [
      ['instagramSession', instagramSignIn, instagram],
      ['facebookSession', facebookSignIn, facebook],
      ['twitterSession', twitterSignIn, twitter],
    ] as const;
    for (const [call, signIn, id] of sessions) {
      if (id === undefined) continue;
      const notFound = (): OneboxError => sessionNotFound(signIn, {});
      await this.#call(call, { path: sessionPath(signIn, id), token, errors: { notFound } });
    }
  }

  async #call(call: RecordedCall, { path, token, form, errors }: Sent): Promise<RecordedResponse> {
    const { apiOrigin, utcOffset, timeoutMs, maxBodyBytes } = this.target;
    try {
      const { status, headers, text } = await exchange({
        url: `${apiOrigin}${path}`,
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
        ...(form && { form }),
        timeoutMs,
        maxBodyBytes,
      });
      const received = { status, text, retryAfter: headers.get('retry-after') ?? undefined };
      const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'none';
      const response = {
        status,
        // Another one could be anything.
        contentType: knownTypes.includes(type) || type === 'none' ? type : 'other',
        outcome: outcomeOf(() =>
          readResponse(received, { now: new Date(), utcOffset, withoutSecrets: (said) => said, ...errors }),
        ),
        body: bodyOf(text),
      };
      this.recorded.responses[call] = response;
      return response;
    } catch (error) {
      return this.#stop(call, `Onebox cannot be reached (${failureCause(error)})`);
    }
  }

  #stop(call: RecordedCall, cause: string): never {
    this.recorded.failure = { call, cause };
    throw new StoppedError();
  }
}

/** The connections of a response to `GET /api/connection`, as they came. */
export function connectionsIn(response: RecordedResponse | undefined): Partial<Record<string, unknown>>[] {
  const { data } = (response?.body ?? {}) as { data?: unknown };
  return (entriesOf(data) ?? []).filter(
    (entry): entry is Partial<Record<string, unknown>> => typeof entry === 'object' && entry !== null,
  );
}

function outcomeOf(read: () => unknown): RecordedResponse['outcome'] {
  try {
    read();
    return 'ok';
  } catch (error) {
    if (!(error instanceof OneboxError)) throw error;
    return error.kind;
  }
}

function bodyOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseLosslessJson(text);
  } catch {
    return undefined;
  }
}

function tokenIn(body: unknown): string | undefined {
  const { token } = (body ?? {}) as { token?: unknown };
  // What cannot be sent in a header is no token.
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
