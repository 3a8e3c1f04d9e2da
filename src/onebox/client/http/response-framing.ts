import { brokenContract, type OneboxError } from '../../onebox-error';

// Four times the headers that a response may have.
const maxBytesBesideBody = 64 * 1024;
// The framing of a chunk of forty bytes. Servers send smaller chunks only occasionally.
const shareOfBody = 1 / 8;
const maxInformational = 16;

/** Has the code of the parser of Node.js, which itself bounds only headers and chunk extensions. */
class FramingError extends Error {
  override readonly name = 'FramingError';
  readonly code = 'HPE_HEADER_OVERFLOW';
}

/**
 * Counts the bytes of one response besides its body: informational responses, headers, trailers, sizes and extensions of
 * chunks, blanks. The parsers bound only some of them, and spend time on all.
 */
export class ResponseFraming {
  #bytes = 0;
  #bodyBytes = 0;
  #informational = 0;

  /** The error where the bytes exceed their maximum. Undefined otherwise. */
  get error(): Error | undefined {
    const isTooMuch = this.#bytes > maxBytesBesideBody + (1 + shareOfBody) * this.#bodyBytes;
    if (!isTooMuch) return undefined;
    return new FramingError('A response has too many bytes besides its body.');
  }

  receive(bytes: number): void {
    this.#bytes += bytes;
  }

  receiveBody(bytes: number): void {
    this.#bodyBytes += bytes;
  }

  /** Counts an informational response. Returns an error where there are too many. */
  receiveInformational(): OneboxError | undefined {
    this.#informational += 1;
    return this.#informational > maxInformational
      ? brokenContract(`it has more than ${maxInformational} informational responses before it`)
      : undefined;
  }

  /** Resets the counts for the next response. */
  restart(): void {
    this.#bytes = 0;
    this.#bodyBytes = 0;
    this.#informational = 0;
  }
}
