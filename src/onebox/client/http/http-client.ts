import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

import { type Dispatcher } from 'undici';

import { type ReceivedBody } from '../../bodies/body-budget';
import { BodyChunks } from '../../bodies/body-chunks';
import { type Cancellation } from '../cancellation';
import { type Exchange, transportError } from './http-exchange';
import { type ParsedSockets } from './parsed-sockets';
import { ResponseFraming } from './response-framing';
import { type UpstreamPolicy } from '../upstream-policy';

/** Within which bounds a request is sent. */
export interface HttpClientOptions {
  origin: string;
  maxHeaderBytes: number;
  sockets: ParsedSockets;
  policy: Pick<
    UpstreamPolicy,
    'connectTimeoutMs' | 'headersTimeoutMs' | 'bodyTimeoutMs' | 'maxBodyBytes' | 'maxInFlight'
  >;
}

type Code = 'ERR_CONNECT_TIMEOUT' | 'ERR_HEADERS_TIMEOUT' | 'ERR_BODY_TIMEOUT' | 'ECONNRESET';

/** An error that the client of Node.js does not make by itself. */
class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(readonly code: Code) {
    super(code);
  }
}

/**
 * Sends requests as `exchange` does, but with the client of Node.js: undici takes `100 Continue`, which a server may send
 * before any response (RFC 9110, section 15.2.1), for the end of the connection. Each request has a connection of its own:
 * on one that the server has just closed, it would be unknown whether a change took effect.
 */
export class HttpClient {
  readonly #url: URL;
  readonly #isSecure: boolean;
  readonly #agent: HttpAgent;

  constructor(private readonly options: HttpClientOptions) {
    this.#url = new URL(options.origin);
    this.#isSecure = this.#url.protocol === 'https:';
    const { maxInFlight: maxSockets } = options.policy;
    this.#agent = this.#isSecure ? new HttpsAgent({ maxSockets }) : new HttpAgent({ maxSockets });
  }

  /** Reads the whole response; the bytes of `held` grow as it arrives. Throws an OneboxError, or the reason for which it was cancelled. */
  exchange(
    { method, path, headers, body }: Dispatcher.DispatchOptions,
    cancellation: Cancellation,
    held: ReceivedBody,
  ): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const { policy, maxHeaderBytes, sockets } = this.options;
      const framing = new ResponseFraming();
      const sent = (this.#isSecure ? requestHttps : requestHttp)(this.#url, {
        method,
        path,
        headers: headers as Record<string, string>,
        agent: this.#agent,
        maxHeaderSize: maxHeaderBytes,
      });
      const timer = new StageTimer(sent);
      const end = (): void => {
        timer.stop();
        cancellation.forget(cutShort);
      };
      const fail = (error: Error): void => {
        end();
        sent.destroy();
        reject(cancellation.reason ?? transportError(error));
      };
      const cutShort = (reason: Error): void => {
        fail(reason);
      };
      cancellation.listen(cutShort);
      sent.once('socket', (socket) => {
        sockets.boundPushes(socket, framing);
        timer.start('ERR_CONNECT_TIMEOUT', policy.connectTimeoutMs);
        socket.once(this.#isSecure ? 'secureConnect' : 'connect', () => {
          timer.start('ERR_HEADERS_TIMEOUT', policy.headersTimeoutMs);
        });
      });
      sent.on('error', fail);
      sent.on('information', () => {
        const error = framing.receiveInformational();
        if (error !== undefined) fail(error);
      });
      // Nobody asks for another protocol.
      sent.once('upgrade', (_response, socket) => {
        socket.destroy();
        fail(new ClientError('ECONNRESET'));
      });
      sent.once('response', (response) => {
        readBody(response, policy, timer, held, framing).then((read) => {
          end();
          if (read === undefined) sent.destroy();
          resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body: read });
        }, fail);
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Undefined where the body is over the bound. */
function readBody(
  response: IncomingMessage,
  { bodyTimeoutMs, maxBodyBytes }: HttpClientOptions['policy'],
  timer: StageTimer,
  held: ReceivedBody,
  framing: ResponseFraming,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const length = Number(response.headers['content-length']);
    if (length > 0) held.expect(length);
    const chunks = new BodyChunks();
    let bytes = 0;
    timer.start('ERR_BODY_TIMEOUT', bodyTimeoutMs);
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      framing.receiveBody(chunk.length);
      if (bytes > maxBodyBytes) {
        resolve(undefined);
        return;
      }
      timer.start('ERR_BODY_TIMEOUT', bodyTimeoutMs);
      try {
        held.grow(chunk.length);
        chunks.add(chunk);
      } catch (noRoom) {
        response.destroy(noRoom as Error);
      }
    });
    response.once('end', () => {
      resolve(chunks.join());
    });
    response.on('error', reject);
  });
}

/** Ends a request whose stage takes too long. */
class StageTimer {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly request: ClientRequest) {}

  start(code: Code, afterMs: number): void {
    this.stop();
    this.#timer = setTimeout(() => this.request.destroy(new ClientError(code)), afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
