import { brokenContract, type OneboxError } from '../../onebox-error';

// Four times the headers that a response may have.
const maxBytesBesideBody = 64 * 1024;
// What begins and ends a chunk of forty bytes: a server that sends smaller ones does so now and then only.
const shareOfBody = 1 / 8;
const maxInformational = 16;

/** As an error of the parser of Node.js, which bounds headers and extensions of chunks by itself. */
class FramingError extends Error {
  override readonly name = 'FramingError';
  readonly code = 'HPE_HEADER_OVERFLOW';
}

/**
 * Counts what arrives of one response besides its body: informational responses, headers, trailers, sizes and extensions of
 * chunks, blanks. The parsers bound some of it only, and spend time on all of it.
 */
export class ResponseFraming {
  #bytes = 0;
  #bodyBytes = 0;
  #informational = 0;

  /** Undefined as long as there is not too much of it. */
  get error(): Error | undefined {
    const isTooMuch = this.#bytes > maxBytesBesideBody + (1 + shareOfBody) * this.#bodyBytes;
    if (!isTooMuch) return undefined;
    return new FramingError('There are too many bytes beside the body of a response.');
  }

  receive(bytes: number): void {
    this.#bytes += bytes;
  }

  receiveBody(bytes: number): void {
    this.#bodyBytes += bytes;
  }

  /** Counts an informational response. Gives an error where it is one too many. */
  receiveInformational(): OneboxError | undefined {
    this.#informational += 1;
    return this.#informational > maxInformational
      ? brokenContract(`it has more than ${maxInformational} informational responses before it`)
      : undefined;
  }

  /** The next response begins. */
  restart(): void {
    this.#bytes = 0;
    this.#bodyBytes = 0;
    this.#informational = 0;
  }
}
