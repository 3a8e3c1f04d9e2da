import { type Dispatcher, errors } from 'undici';

import { type Cancellation } from './cancellation';

/** What came back. `text` is undefined where the body was over the bound. */
export interface Exchange {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  text: string | undefined;
}

/**
 * Sends a request and reads the whole answer as text, without the streams of `dispatcher.request`, which cost more
 * than all else of a small call. Throws undici's errors, or the reason for which it was cancelled.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  cancellation: Cancellation,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
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
        chunks.push(chunk);
      },
      onResponseEnd: () => {
        cancellation.forget(cutShort);
        const [first] = chunks;
        const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        resolve({ statusCode, headers, text: withoutByteOrderMark(body.toString('utf8')) });
      },
      onResponseError: (_controller, error) => {
        cancellation.forget(cutShort);
        const isTooLarge = statusCode !== 0 && error instanceof errors.ResponseExceededMaxSizeError;
        if (isTooLarge) resolve({ statusCode, headers, text: undefined });
        else reject(error);
      },
    });
  });
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
