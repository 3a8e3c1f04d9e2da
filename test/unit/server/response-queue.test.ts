import { EventEmitter } from 'node:events';
import { type FastifyReply, type FastifyRequest } from 'fastify';

import { RequestError } from '../../../src/server/http/request-error';
import { ResponseQueue } from '../../../src/server/load/response-queue';

const kilobyte = 1024;
const long = 100 * kilobyte;

/** A reply that records its headers, and closes on demand. */
function replyOf(): { reply: FastifyReply; close: () => void; headers: Map<string, unknown> } {
  const headers = new Map<string, unknown>();
  const raw = Object.assign(new EventEmitter(), { closed: false });
  const header = (name: string, value: unknown): void => {
    headers.set(name, value);
  };
  return {
    reply: { raw, header } as unknown as FastifyReply,
    close: () => {
      raw.closed = true;
      raw.emit('close');
    },
    headers,
  };
}
const requestOf = (client: string): FastifyRequest =>
  ({ callerIdentity: { id: client }, ip: '127.0.0.1' }) as unknown as FastifyRequest;
const anonymous = (ip: string): FastifyRequest =>
  ({ callerIdentity: undefined, ip }) as unknown as FastifyRequest;

let shed: number;
let reported: number[];
const queueOf = (maxBytes: number): ResponseQueue =>
  new ResponseQueue({
    maxBytes,
    onShed: () => {
      shed += 1;
    },
    onBytes: (bytes) => reported.push(bytes),
  });

beforeEach(() => {
  shed = 0;
  reported = [];
});

const isAdded = (queue: ResponseQueue, request: FastifyRequest, bytes = long): (() => void) | undefined => {
  const { reply, close } = replyOf();
  try {
    queue.add('x'.repeat(bytes), request, reply);
    return close;
  } catch (error) {
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      statusCode: 503,
      details: { code: 'OVERLOADED', headers: { 'retry-after': '1' } },
    });
    return undefined;
  }
};

describe('ResponseQueue', () => {
  it('reserves nothing for short responses', () => {
    const queue = queueOf(1);
    for (let count = 0; count < 10; count += 1) {
      expect(queue.add('x'.repeat(1000), requestOf('a'), replyOf().reply)).toHaveLength(1000);
    }
    expect(queue.bytes).toBe(0);
    expect(shed).toBe(0);
  });

  it('reserves the bytes of a long response until it closes', () => {
    const queue = queueOf(10 * long);
    const close = isAdded(queue, requestOf('a'));
    expect(queue.bytes).toBe(long);
    close?.();
    expect(queue.bytes).toBe(0);
    expect(reported).toEqual([long, 0]);
  });

  it('rejects a response beyond the share of a client, and still serves others', () => {
    const queue = queueOf(8 * long);
    const ofOne = Array.from({ length: 5 }, () => isAdded(queue, requestOf('one')));
    expect(ofOne.filter((close) => close !== undefined)).toHaveLength(2);
    expect(shed).toBe(3);
    expect(isAdded(queue, requestOf('another'))).toBeDefined();
    ofOne[0]?.();
    expect(isAdded(queue, requestOf('one'))).toBeDefined();
  });

  it('counts clients without a token by their address', () => {
    const queue = queueOf(8 * long);
    const ofOne = Array.from({ length: 5 }, () => isAdded(queue, anonymous('192.0.2.1')));
    expect(ofOne.filter((close) => close !== undefined)).toHaveLength(2);
    expect(isAdded(queue, anonymous('192.0.2.2'))).toBeDefined();
  });

  it('rejects all responses beyond the bound, and serves again after a response has closed', () => {
    const queue = queueOf(4 * long);
    const closes = Array.from({ length: 6 }, (_, index) => isAdded(queue, requestOf(`client ${index}`)));
    expect(closes.filter((close) => close !== undefined)).toHaveLength(4);
    expect(queue.bytes).toBe(4 * long);
    for (const close of closes) close?.();
    expect(queue.bytes).toBe(0);
    expect(isAdded(queue, requestOf('another'))).toBeDefined();
  });

  it('sends a response that is larger than a share where its client has no other response', () => {
    const queue = queueOf(4 * long);
    expect(isAdded(queue, requestOf('a'), 3 * long)).toBeDefined();
    expect(isAdded(queue, requestOf('a'))).toBeUndefined();
  });

  it('reserves nothing for a response that is closed already', () => {
    const queue = queueOf(4 * long);
    const { reply, close } = replyOf();
    close();
    queue.add('x'.repeat(long), requestOf('a'), reply);
    expect(queue.bytes).toBe(0);
  });

  it.each([
    ['a text of one byte each', 'x'.repeat(300_000)],
    ['a text of surrogate pairs', `x${'😀'.repeat(150_000)}`],
    ['a text with half of a pair at its end', `${'é'.repeat(100_000)}\ud83d`],
  ])('sends %s unchanged', (_what, text) => {
    const sent = queueOf(10 * long).add(text, requestOf('a'), replyOf().reply);
    expect(Buffer.from(text).equals(sent as Buffer)).toBe(true);
  });
});
