import { getHeapStatistics } from 'node:v8';

import { type FastifyReply, type FastifyRequest } from 'fastify';

import { type ResponseText } from '../../graphql/execution/execute-operation';
import { overloaded } from '../http/request-error';

// A response of fewer bytes is what a socket takes at once.
const longBytes = 64 * 1024;
// Of UTF-8, for a unit of a string.
const maxBytesPerUnit = 3;
// Bodies of Onebox have as much, and what is made of both the rest of the heap.
const heapShare = 1 / 8;
// Four clients that do not read take all of it; one never does.
const clientShare = 1 / 4;

/** How a {@link ResponseQueue} bounds responses. */
export interface ResponseQueueOptions {
  /** Of all responses together, where it is not the usual share of the heap. */
  maxBytes?: number;
  /** A response found no room. */
  onShed: () => void;
  /** Told how many bytes wait, whenever that changes. */
  onBytes: (bytes: number) => void;
}

/**
 * The bytes of long responses that are being sent, whether or not their clients read them. They are reserved before the
 * first one is sent, and each client has a share, so that those who do not read leave room for others.
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

  /** What to send for the text of a response. Throws a request error where there is no room for it. */
  add(text: ResponseText, request: FastifyRequest, reply: FastifyReply): ResponseText {
    if (text.length <= longBytes / maxBytesPerUnit) return text;
    const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
    if (bytes > longBytes) this.#reserve(bytes, request.callerIdentity?.id ?? request.ip, reply);
    return typeof text === 'string' ? Buffer.from(text) : text;
  }

  #reserve(bytes: number, client: string, { raw }: FastifyReply): void {
    if (raw.closed) return;
    const ofClient = this.#bytesOf.get(client) ?? 0;
    // What is too large for its share alone is sent where the client has no other, or it could never be sent.
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
