import { getHeapStatistics } from 'node:v8';

import { type GatewayReply, type GatewayRequest } from '../gateway-request';
import { type ResponseText } from '../../graphql/execution/execute-operation';
import { overloaded } from '../http/request-error';

// A socket accepts a shorter response at once.
const longBytes = 64 * 1024;
// UTF-8 bytes for one UTF-16 code unit.
const maxBytesPerUnit = 3;
// Bodies of Onebox have the same share. The rest is for parsed values and the program.
const heapShare = 1 / 8;
// One client that does not read its responses cannot use all of it.
const clientShare = 1 / 4;

/** Options of {@link ResponseQueue}. */
export interface ResponseQueueOptions {
  /** The maximum of all responses. Default: an eighth of the heap limit. */
  maxBytes?: number;
  /** Called when a response is rejected. */
  onShed: () => void;
  /** Called with the number of waiting bytes when it changes. */
  onBytes: (bytes: number) => void;
}

/**
 * Limits the bytes of long responses that are being sent. The bytes are reserved before the response is sent. Each client has a share,
 * so that clients that do not read leave room for others.
 */
export class ResponseQueue {
  #bytes = 0;
  readonly #bytesOf = new Map<string, number>();
  readonly #maxBytes: number;

  constructor(private readonly options: ResponseQueueOptions) {
    this.#maxBytes = options.maxBytes ?? Math.floor(heapShare * getHeapStatistics().heap_size_limit);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Returns the response to send, as bytes where it is long. Throws a request error where there is no room. */
  add(text: ResponseText, request: GatewayRequest, reply: GatewayReply): ResponseText {
    if (text.length <= longBytes / maxBytesPerUnit) return text;
    const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
    if (bytes > longBytes) this.#reserve(bytes, request.callerIdentity?.id ?? request.ip, reply);
    return typeof text === 'string' ? Buffer.from(text) : text;
  }

  #reserve(bytes: number, client: string, { raw }: GatewayReply): void {
    if (raw.closed) return;
    const ofClient = this.#bytesOf.get(client) ?? 0;
    // A response larger than the share is sent while its client has no other. Otherwise it could never be sent.
    const isOverShare = ofClient > 0 && ofClient + bytes > clientShare * this.#maxBytes;
    if (isOverShare || (this.#bytes > 0 && this.#bytes + bytes > this.#maxBytes)) {
      this.options.onShed();
      throw overloaded();
    }
    this.#change(client, bytes);
    raw.once('close', () => {
      this.#change(client, -bytes);
    });
  }

  #change(client: string, bytes: number): void {
    this.#bytes += bytes;
    const ofClient = (this.#bytesOf.get(client) ?? 0) + bytes;
    if (ofClient === 0) this.#bytesOf.delete(client);
    else this.#bytesOf.set(client, ofClient);
    this.options.onBytes(this.#bytes);
  }
}
