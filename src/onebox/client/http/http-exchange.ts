import { isAscii } from 'node:buffer';

import { type Dispatcher } from 'undici';
import errors from 'undici/lib/core/errors.js';

import { type ReceivedBody } from '../../bodies/body-budget';
import { BodyChunks } from '../../bodies/body-chunks';
import { type Cancellation } from '../cancellation';
import { brokenContract, OneboxError } from '../../onebox-error';
import { type ParsedSockets } from './parsed-sockets';

/** An HTTP response. `body` is undefined where it exceeded its maximum. */
export interface Exchange {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer | undefined;
}

/**
 * Sends a request and reads the whole response. `held` grows as the body arrives. It does not use `dispatcher.request`, whose
 * streams cost more than the rest of a small call. Throws an OneboxError, or the reason of the cancellation.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  cancellation: Cancellation,
  held: ReceivedBody,
  sockets: ParsedSockets,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const chunks = new BodyChunks();
    let statusCode = 0;
    let headers: Exchange['headers'] = {};
    let controller: Dispatcher.DispatchController | undefined;
    const cancel = (reason: Error): void => {
      reject(reason);
      controller?.abort(reason);
    };
    cancellation.listen(cancel);
    dispatcher.dispatch(request, {
      onRequestStart: (started) => {
        controller = started;
        if (cancellation.reason !== undefined) started.abort(cancellation.reason);
      },
      onResponseStart: (started, status, received) => {
        if (status < 200) {
          const error = sockets.current.receiveInformational();
          if (error !== undefined) started.abort(error);
          return;
        }
        statusCode = status;
        headers = received;
        const length = Number(received['content-length']);
        if (length > 0)
          abortWithoutRoom(started, () => {
            held.expect(length);
          });
      },
      onResponseData: (started, chunk) => {
        sockets.current.receiveBody(chunk.length);
        abortWithoutRoom(started, () => {
          held.grow(chunk.length);
          chunks.add(chunk);
        });
      },
      onResponseEnd: () => {
        sockets.current.restart();
        cancellation.unlisten(cancel);
        resolve({ statusCode, headers, body: chunks.join() });
      },
      onResponseError: (_controller, error) => {
        cancellation.unlisten(cancel);
        const isTooLarge = statusCode !== 0 && error instanceof errors.ResponseExceededMaxSizeError;
        if (isTooLarge) resolve({ statusCode, headers, body: undefined });
        else reject(cancellation.reason ?? transportError(error));
      },
    });
  });
}

function abortWithoutRoom(controller: Dispatcher.DispatchController, reserve: () => void): void {
  try {
    reserve();
  } catch (error) {
    controller.abort(error as Error);
  }
}

/** Decodes a body as text, without a byte order mark. */
export function textOf(body: Buffer): string {
  // Five times as fast. Most bodies of Onebox are ASCII.
  if (isAscii(body)) return body.toString('latin1');
  const hasByteOrderMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  return body.toString('utf8', hasByteOrderMark ? 3 : 0);
}

/** Whether an exchange failed because undici closed the connection at `100 Continue`. */
export function isInformational(error: unknown): boolean {
  const cause = error instanceof OneboxError ? error.cause : undefined;
  return cause instanceof errors.SocketError && cause.message === 'bad response';
}

/** Converts an error of an HTTP client to the error for the caller. */
export function transportError(error: Error): Error {
  const { code } = error as { code?: unknown };
  const details = { cause: error };
  if (/TIMEDOUT|_TIMEOUT$/.test(String(code))) {
    return new OneboxError('timeout', 'Onebox did not respond in time: try again in a moment.', details);
  }
  // The parser reports an incomplete response as an invalid end of file.
  const isMalformed =
    ((error instanceof errors.HTTPParserError || /^HPE_/.test(String(code))) &&
      code !== 'HPE_INVALID_EOF_STATE') ||
    error instanceof errors.HeadersOverflowError ||
    error instanceof errors.ResponseContentLengthMismatchError;
  if (isMalformed) {
    return brokenContract('it is not HTTP as it should be', details);
  }
  const isOurs = error instanceof errors.InvalidArgumentError || typeof code !== 'string';
  if (isOurs) return error;
  return new OneboxError(
    'unreachable',
    'Onebox could not be reached, or closed the connection: try again in a moment.',
    {
      ...details,
      isTransient: true,
    },
  );
}
