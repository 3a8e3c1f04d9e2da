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
import { type UpstreamOptions } from '../upstream-options';

/** The options of an {@link HttpClient}. */
export interface HttpClientOptions {
  origin: string;
  maxHeaderBytes: number;
  sockets: ParsedSockets;
  upstream: Pick<
    UpstreamOptions,
    'connectTimeoutMs' | 'headersTimeoutMs' | 'bodyTimeoutMs' | 'maxBodyBytes' | 'maxInFlight'
  >;
}

type Code = 'ERR_CONNECT_TIMEOUT' | 'ERR_HEADERS_TIMEOUT' | 'ERR_BODY_TIMEOUT' | 'ECONNRESET';

/** An error that the client of Node.js does not create itself. */
class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(readonly code: Code) {
    super(code);
  }
}

/**
 * Sends requests as `exchange` does, but with the client of Node.js. undici closes the connection at `100 Continue`, which a
 * server may send before any response (RFC 9110, section 15.2.1). Each request has its own connection. On a connection that the
 * server has just closed, the effect of a change would be unknown.
 */
export class HttpClient {
  readonly #url: URL;
  readonly #isSecure: boolean;
  readonly #agent: HttpAgent;

  constructor(private readonly options: HttpClientOptions) {
    this.#url = new URL(options.origin);
    this.#isSecure = this.#url.protocol === 'https:';
    const { maxInFlight: maxSockets } = options.upstream;
    this.#agent = this.#isSecure ? new HttpsAgent({ maxSockets }) : new HttpAgent({ maxSockets });
  }

  /** Reads the whole response. `held` grows as the body arrives. Throws an OneboxError, or the reason of the cancellation. */
  exchange(
    { method, path, headers, body }: Dispatcher.DispatchOptions,
    cancellation: Cancellation,
    held: ReceivedBody,
  ): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const { upstream, maxHeaderBytes, sockets } = this.options;
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
        cancellation.unlisten(cancel);
      };
      const fail = (error: Error): void => {
        end();
        sent.destroy();
        reject(cancellation.reason ?? transportError(error));
      };
      const cancel = (reason: Error): void => {
        fail(reason);
      };
      cancellation.listen(cancel);
      sent.once('socket', (socket) => {
        sockets.boundPushes(socket, framing);
        timer.start('ERR_CONNECT_TIMEOUT', upstream.connectTimeoutMs);
        socket.once(this.#isSecure ? 'secureConnect' : 'connect', () => {
          timer.start('ERR_HEADERS_TIMEOUT', upstream.headersTimeoutMs);
        });
      });
      sent.on('error', fail);
      sent.on('information', () => {
        const error = framing.receiveInformational();
        if (error !== undefined) fail(error);
      });
      // No request asks for another protocol.
      sent.once('upgrade', (_response, socket) => {
        socket.destroy();
        fail(new ClientError('ECONNRESET'));
      });
      sent.once('response', (response) => {
        readBody(response, upstream, timer, held, framing).then((read) => {
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

/** Reads a body. Returns undefined where it exceeds its maximum. */
function readBody(
  response: IncomingMessage,
  { bodyTimeoutMs, maxBodyBytes }: HttpClientOptions['upstream'],
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

/** Destroys a request when one of its stages exceeds its timeout. */
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
