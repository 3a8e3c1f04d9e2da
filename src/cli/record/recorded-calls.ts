import { connectedAccountNotFound } from '../../onebox/connections/connection-id';
import { parseLosslessJson } from '../../onebox/bodies/lossless-json';
import { readResponse, type ResponseOptions } from '../../onebox/client/onebox-response';
import { OneboxError, type OneboxErrorKind } from '../../onebox/onebox-error';
import {
  facebookSessionChannel,
  instagramSessionChannel,
  sessionNotFound,
  sessionPath,
  twitterSessionChannel,
} from '../../onebox/sessions/session-channel';
import { entriesOf } from '../../onebox/wire/table/decode';
import { digits } from '../../onebox/wire/table/values';
import { failureCause } from '../failure-cause';
import { exchange } from '../onebox-exchange';
import { type RecordInput } from './record-input';

/** The recorded calls, by their text in the recording, which contains no id. All of them are reads. */
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

/** The response to a call. `body` contains values, so it is never written. */
export interface RecordedResponse {
  status: number;
  contentType: string;
  /** The gateway's interpretation of the response. */
  outcome: 'ok' | OneboxErrorKind;
  /** Undefined where the body is not JSON. */
  body: unknown;
}

/** The recorded responses, with their secrets. */
export interface Recorded {
  responses: Partial<Record<RecordedCall, RecordedResponse>>;
  /** The call that did not reach Onebox, with a cause that contains no value. */
  failure: { call: RecordedCall; cause: string } | undefined;
  /** The bearer token of the calls. */
  token: string | undefined;
}

/** The Onebox to record, and the limits of a call. */
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
  errors?: Pick<ResponseOptions, 'notFound' | 'unauthorized'>;
}

// The largest 32-bit integer. Onebox accepts it as a number, and no site has as many connections.
const unknownId = '2147483647';
const knownTypes = ['application/json', 'text/html', 'text/plain'];

/** Makes the calls one after the other. Stops where Onebox cannot be reached or rejects the token. */
export async function callOnebox(target: RecordTarget, input: RecordInput): Promise<Recorded> {
  const recorder = new Recorder(target, input.token);
  try {
    await recorder.run(input);
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
  }
  return recorder.recorded;
}

/** Ends the recording, since further calls would fail too. */
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
    // The token and the password must not be sent to a proxy that responds in place of Onebox.
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
      ['instagramSession', instagramSessionChannel, instagram],
      ['facebookSession', facebookSessionChannel, facebook],
      ['twitterSession', twitterSessionChannel, twitter],
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
        // Another type could contain any text.
        contentType: knownTypes.includes(type) || type === 'none' ? type : 'other',
        outcome: outcomeOf(() =>
          readResponse(received, false, () => ({
            now: new Date(),
            utcOffset,
            withoutSecrets: (said) => said,
            ...errors,
          })),
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

/** The undecoded connections of a response to `GET /api/connection`. */
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
  // Other characters cannot be sent in a header.
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
