import { getHeapStatistics } from 'node:v8';

import { gatewayBusy, OneboxError } from '../onebox-error';

/**
 * The share of the heap for the bytes of all bodies. The text of a body, its parsed values, the objects of the schema and the response
 * take about six times as much.
 */
const heapShare = 1 / 8;
const maxHeldBytes = Math.floor(heapShare * getHeapStatistics().heap_size_limit);
/** The maximum bytes of all bodies of one operation: four sessions of 10,000 accounts, or two of 10,000 Pages. */
const maxOperationBytes = 16 * 1024 * 1024;

export interface BodyBudgetOptions {
  /** The maximum bytes of a single body. One operation may always read one. */
  maxBodyBytes: number;
  /** The maximum bytes of all bodies together. Default: an eighth of the heap. */
  maxBytes?: number;
  /** Called when a body is rejected because the budget is used up. */
  onShed: () => void;
}

/** Bounds the bytes of Onebox's bodies that this process holds: bodies being received, and bodies of running operations. */
export class BodyBudget {
  #bytes = 0;

  constructor(private readonly options: BodyBudgetOptions) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws an OneboxError of kind `gateway-busy` where the budget has fewer bytes left. */
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

  /** Begins to count the bodies of one operation. */
  beginOperation(): OperationBodies {
    return new OperationBodies(this, Math.max(maxOperationBytes, this.options.maxBodyBytes));
  }

  /** Begins to count a body that is received for an operation. */
  beginBody(operation?: OperationBodies, hasOneWaiter?: () => boolean): ReceivedBody {
    return new ReceivedBody(this, operation, hasOneWaiter);
  }
}

/** The bytes of the bodies that one operation holds until it ends. */
export class OperationBodies {
  #bytes = 0;
  /** The bytes of the bodies that are being received. */
  #receiving = 0;
  #isReleased = false;

  constructor(
    private readonly budget: BodyBudget,
    private readonly maxBytes: number,
  ) {}

  /**
   * Holds a body until the operation ends. Throws an OneboxError of kind `response-too-large` where the operation exceeds its maximum,
   * and of kind `gateway-busy` where the process does.
   */
  hold(body: ReceivedBody): void {
    if (this.#isReleased) return;
    this.#requireRoom(this.#bytes + body.bytes);
    body.take();
    this.#bytes += body.bytes;
  }

  /** Throws an OneboxError of kind `response-too-large` before a body that exceeds the operation's maximum is read. */
  expect(bytes: number): void {
    // A larger body exceeds the maximum of a single body, which is checked elsewhere.
    if (bytes <= this.maxBytes) this.#requireRoom(this.#bytes + this.#receiving + bytes);
  }

  receive(bytes: number): void {
    this.#receiving += bytes;
  }

  /** Stops counting the bytes of a body as being received: they are now held, or dropped. */
  endReceiving(bytes: number): void {
    this.#receiving -= bytes;
  }

  #requireRoom(bytes: number): void {
    if (bytes <= this.maxBytes) return;
    throw new OneboxError(
      'response-too-large',
      `The responses of Onebox to the operation are larger than the ${this.maxBytes} bytes that one operation may read: request less at once.`,
    );
  }

  /** Releases all bodies when the operation ends. */
  release(): void {
    this.#isReleased = true;
    this.budget.release(this.#bytes);
    this.#bytes = 0;
  }
}

/** One body. Its bytes are reserved as they arrive, and again for each further operation that takes it. */
export class ReceivedBody {
  #bytes = 0;
  #isTaken = false;

  constructor(
    private readonly budget: BodyBudget,
    private readonly operation: OperationBodies | undefined,
    /** Whether only that operation waits for the body. Otherwise the operation's maximum must not stop it. */
    private readonly hasOneWaiter: () => boolean = () => true,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws an OneboxError where a body of this length exceeds the budget of the process or the operation. Reserves nothing. */
  expect(bytes: number): void {
    if (this.hasOneWaiter()) this.operation?.expect(bytes);
    this.budget.requireRoom(bytes);
  }

  /** Reserves bytes that have arrived. Throws an OneboxError where a budget is exceeded. */
  grow(bytes: number): void {
    if (this.hasOneWaiter()) this.operation?.expect(bytes);
    this.budget.reserve(bytes);
    this.operation?.receive(bytes);
    this.#bytes += bytes;
  }

  /**
   * Transfers the reserved bytes to an operation. Each further operation reserves as many again, since it creates objects and a response
   * of its own.
   */
  take(): void {
    if (this.#isTaken) this.budget.reserve(this.#bytes);
    else this.operation?.endReceiving(this.#bytes);
    this.#isTaken = true;
  }

  /** Releases the bytes, unless an operation has taken them. No operation may take them later. */
  drop(): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    this.budget.release(this.#bytes);
    this.operation?.endReceiving(this.#bytes);
  }
}
