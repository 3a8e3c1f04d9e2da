import { getHeapStatistics } from 'node:v8';

import { gatewayBusy, OneboxError } from './onebox-error';

/**
 * How many bytes of bodies are held at once: an eighth of the heap. The text of a body takes as much memory again, and what
 * is parsed from it three times as much, which makes half of the heap.
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

/** The bytes of Onebox's bodies that are held in this process: being received, or held by a running operation. */
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
    return new OperationBodies(Math.max(maxOperationBytes, this.options.maxBodyBytes));
  }

  /** A body that is about to be received. */
  beginBody(): HeldBody {
    return new HeldBody(this);
  }
}

/** The bodies that one operation holds until it ends. */
export class OperationBodies {
  readonly #bodies: HeldBody[] = [];
  #bytes = 0;
  #isReleased = false;

  constructor(private readonly maxBytes: number) {}

  /** Holds a body. Throws an OneboxError of kind `response-too-large` where it makes the operation's bodies too many bytes. */
  hold(body: HeldBody): void {
    if (this.#isReleased) return;
    this.requireRoom(body.bytes);
    this.#bytes += body.bytes;
    this.#bodies.push(body);
    body.addHolder();
  }

  requireRoom(bytes: number): void {
    if (this.#bytes + bytes <= this.maxBytes) return;
    throw new OneboxError(
      'response-too-large',
      `Onebox's answers to the operation are larger than the ${this.maxBytes} bytes that one operation may read: ask for less at once.`,
    );
  }

  /** Releases all of them: the operation has ended. */
  release(): void {
    this.#isReleased = true;
    for (const body of this.#bodies.splice(0)) body.removeHolder();
  }
}

/** One body, whose bytes are reserved until nobody holds it. Whoever receives it holds it from the beginning. */
export class HeldBody {
  #bytes = 0;
  #holders = 1;

  constructor(private readonly budget: BodyBudget) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws an OneboxError of kind `gateway-busy` where a body of this length finds no room. Nothing is reserved for it yet. */
  expect(bytes: number): void {
    this.budget.requireRoom(bytes);
  }

  /** Reserves what has arrived. Throws an OneboxError of kind `gateway-busy` where there is no room. */
  grow(bytes: number): void {
    this.budget.reserve(bytes);
    this.#bytes += bytes;
  }

  addHolder(): void {
    this.#holders += 1;
  }

  removeHolder(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    this.budget.release(this.#bytes);
    this.#bytes = 0;
  }
}
