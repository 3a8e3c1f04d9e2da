import { getHeapStatistics } from 'node:v8';

import { gatewayBusy, OneboxError } from '../onebox-error';

/**
 * How many bytes of bodies are held at once: an eighth of the heap. The text of a body, what is parsed from it, the objects of
 * the schema and the response take some six times as much, which leaves room for the rest.
 */
const heapShare = 1 / 8;
const maxHeldBytes = Math.floor(heapShare * getHeapStatistics().heap_size_limit);
/** How many bytes of bodies one operation may read: four sessions of ten thousand accounts, or two of ten thousand Pages. */
const maxOperationBytes = 16 * 1024 * 1024;

/** How a {@link BodyBudget} bounds bodies. */
export interface BodyBudgetOptions {
  /** The largest single body: one operation may always read one. */
  maxBodyBytes: number;
  /** Of all bodies together, where it is not the usual share of the heap. */
  maxBytes?: number;
  /** There was no room. */
  onShed: () => void;
}

/** The bytes of Onebox's bodies that are held in this process: being received, or held by a running operation, for each of them. */
export class BodyBudget {
  #bytes = 0;

  constructor(private readonly options: BodyBudgetOptions) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws an OneboxError of kind `gateway-busy` where so many more bytes find no room. */
  requireRoom(bytes: number): void {
    const { maxBytes = maxHeldBytes, onShed } = this.options;
    if (this.#bytes + bytes <= maxBytes) return;
    onShed();
    throw gatewayBusy(new Date());
  }

  reserve(bytes: number): void {
    this.requireRoom(bytes);
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** The bodies of one operation. */
  beginOperation(): OperationBodies {
    return new OperationBodies(this, Math.max(maxOperationBytes, this.options.maxBodyBytes));
  }

  /** A body that is about to be received for an operation. */
  beginBody(operation?: OperationBodies, isSole?: () => boolean): ReceivedBody {
    return new ReceivedBody(this, operation, isSole);
  }
}

/** The bytes of the bodies that one operation holds until it ends. */
export class OperationBodies {
  #bytes = 0;
  /** Of the bodies that it is receiving. */
  #receiving = 0;
  #isReleased = false;

  constructor(
    private readonly budget: BodyBudget,
    private readonly maxBytes: number,
  ) {}

  /**
   * Holds a body. Throws an OneboxError of kind `response-too-large` where it makes the operation's bodies too many bytes, and
   * of kind `gateway-busy` where others who received it have left no room.
   */
  hold(body: ReceivedBody): void {
    if (this.#isReleased) return;
    this.#requireRoom(this.#bytes + body.bytes);
    body.take();
    this.#bytes += body.bytes;
  }

  /** Throws an OneboxError of kind `response-too-large` where so many more bytes are too many: they need not be read then. */
  expect(bytes: number): void {
    // What is larger by itself is over the bound of a body.
    if (bytes <= this.maxBytes) this.#requireRoom(this.#bytes + this.#receiving + bytes);
  }

  receive(bytes: number): void {
    this.#receiving += bytes;
  }

  /** The bytes of a body that was being received are held, or dropped. */
  endReceiving(bytes: number): void {
    this.#receiving -= bytes;
  }

  #requireRoom(bytes: number): void {
    if (bytes <= this.maxBytes) return;
    throw new OneboxError(
      'response-too-large',
      `Onebox's answers to the operation are larger than the ${this.maxBytes} bytes that one operation may read: ask for less at once.`,
    );
  }

  /** Releases all of them: the operation has ended. */
  release(): void {
    this.#isReleased = true;
    this.budget.release(this.#bytes);
    this.#bytes = 0;
  }
}

/** One body. Its bytes are reserved as they arrive, and then for each operation that takes it. */
export class ReceivedBody {
  #bytes = 0;
  #isTaken = false;

  constructor(
    private readonly budget: BodyBudget,
    private readonly operation: OperationBodies | undefined,
    /** Whether it is for that operation alone: what is too much for one may be received for another. */
    private readonly isSole: () => boolean = () => true,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws an OneboxError where a body of this length finds no room, in the process or in its operation. Nothing is reserved for it yet. */
  expect(bytes: number): void {
    if (this.isSole()) this.operation?.expect(bytes);
    this.budget.requireRoom(bytes);
  }

  /** Reserves what has arrived. Throws an OneboxError where there is no room. */
  grow(bytes: number): void {
    if (this.isSole()) this.operation?.expect(bytes);
    this.budget.reserve(bytes);
    this.operation?.receive(bytes);
    this.#bytes += bytes;
  }

  /**
   * Gives an operation the bytes that are reserved. Each further one, which makes objects and a response of its own from the
   * same body, reserves as many.
   */
  take(): void {
    if (this.#isTaken) this.budget.reserve(this.#bytes);
    else this.operation?.endReceiving(this.#bytes);
    this.#isTaken = true;
  }

  /** Releases the bytes, unless an operation has taken them: nobody will from now on. */
  drop(): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    this.budget.release(this.#bytes);
    this.operation?.endReceiving(this.#bytes);
  }
}
