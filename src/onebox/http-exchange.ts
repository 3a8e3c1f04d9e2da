import { StringDecoder } from 'node:string_decoder';

import { type Dispatcher } from 'undici';
import errors from 'undici/lib/core/errors.js';

import { type Cancellation } from './cancellation';
import { brokenContract, OneboxError } from './onebox-error';

/** What came back. `text` is undefined where the body was over the bound. */
export interface Exchange {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  text: string | undefined;
}

/**
 * Sends a request and reads the whole answer as text, without the streams of `dispatcher.request`, which cost more
 * than all else of a small call. Throws an OneboxError, or the reason for which it was cancelled.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  cancellation: Cancellation,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const body = new BodyText();
    let statusCode = 0;
    let headers: Exchange['headers'] = {};
    let controller: Dispatcher.DispatchController | undefined;
    const cutShort = (reason: Error): void => {
      reject(reason);
      controller?.abort(reason);
    };
    cancellation.listen(cutShort);
    dispatcher.dispatch(request, {
      onRequestStart: (started) => {
        controller = started;
        if (cancellation.reason !== undefined) started.abort(cancellation.reason);
      },
      onResponseStart: (_controller, status, received) => {
        statusCode = status;
        headers = received;
      },
      onResponseData: (_controller, chunk) => {
        body.add(chunk);
      },
      onResponseEnd: () => {
        cancellation.forget(cutShort);
        resolve({ statusCode, headers, text: withoutByteOrderMark(body.end()) });
      },
      onResponseError: (_controller, error) => {
        cancellation.forget(cutShort);
        const isTooLarge = statusCode !== 0 && error instanceof errors.ResponseExceededMaxSizeError;
        if (isTooLarge) resolve({ statusCode, headers, text: undefined });
        else reject(cancellation.reason ?? transportError(error));
      },
    });
  });
}

/** A body as text: what comes in many pieces is read while it comes, so that it need not be held twice. */
class BodyText {
  #first: Buffer | undefined;
  #decoder: StringDecoder | undefined;
  #text = '';

  add(chunk: Buffer): void {
    if (this.#first === undefined) {
      this.#first = chunk;
      return;
    }
    if (this.#decoder === undefined) {
      this.#decoder = new StringDecoder('utf8');
      this.#text = this.#decoder.write(this.#first);
    }
    this.#text += this.#decoder.write(chunk);
  }

  end(): string {
    if (this.#decoder === undefined) return this.#first?.toString('utf8') ?? '';
    return this.#text + this.#decoder.end();
  }
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function transportError(error: Error): Error {
  const { code } = error as { code?: unknown };
  const details = { cause: error };
  if (/TIMEDOUT|_TIMEOUT$/.test(String(code))) {
    return new OneboxError('timeout', 'Onebox did not answer in time: try again in a moment.', details);
  }
  // The parser calls an answer that stops in its middle an invalid end of file.
  const isMalformed =
    (error instanceof errors.HTTPParserError && code !== 'HPE_INVALID_EOF_STATE') ||
    error instanceof errors.HeadersOverflowError ||
    error instanceof errors.ResponseContentLengthMismatchError;
  if (isMalformed) {
    return brokenContract('it is not HTTP as it should be', details);
  }
  const isOurs = error instanceof errors.InvalidArgumentError || typeof code !== 'string';
  if (isOurs) return error;
  return new OneboxError('unreachable', 'Onebox could not be reached, or hung up: try again in a moment.', {
    ...details,
    isPassing: true,
  });
}
