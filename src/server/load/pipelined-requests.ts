import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

// A browser or a load balancer sends one at a time.
const maxRunning = 32;
const maxWaiting = 4096;
// A chunk of 64 KB has 2,000 small requests, and many chunks may arrive in one event-loop turn.
export const maxUnsent = 1000;

/** Starts a request. Returns a function to call at its end. */
type Start = () => (() => void) | undefined;

interface Connection {
  /** Functions that end running requests. An array, since a set keeps ended requests in its old tables. */
  running: (() => void)[];
  waiting: (() => void)[];
}

/**
 * Limits the concurrent requests of each connection. Responses are sent in the order of their requests (RFC 9112, section 9.3.2).
 * Responses behind one that the client does not read would hold the places of other clients.
 */
export class PipelinedRequests {
  readonly #connections = new WeakMap<Socket, Connection>();
  #waiting = 0;

  /** While `isBusy`, each connection runs one request, since later responses may have to wait for its response. */
  constructor(private readonly isBusy: () => boolean) {}

  /** Starts a request now, or after the requests before it. Returns false where too many wait. */
  add(socket: Socket, response: NodeJS.EventEmitter, start: Start): boolean {
    const connection = this.#connectionOf(socket);
    if (connection.waiting.length === 0 && this.#mayBegin(connection)) {
      this.#begin(connection, response, start);
      return true;
    }
    if (this.#waiting >= maxWaiting) return false;
    connection.waiting.push(() => {
      this.#begin(connection, response, start);
    });
    this.#waiting += 1;
    return true;
  }

  #mayBegin({ running }: Connection): boolean {
    return running.length === 0 || (running.length < maxRunning && !this.isBusy());
  }

  #begin(connection: Connection, response: NodeJS.EventEmitter, start: Start): void {
    let release: ReturnType<Start> = undefined;
    const end = (): void => {
      const index = connection.running.indexOf(end);
      if (index < 0) return;
      connection.running.splice(index, 1);
      release?.();
      while (connection.waiting.length > 0 && this.#mayBegin(connection)) {
        const next = connection.waiting.shift();
        this.#waiting -= 1;
        next?.();
      }
    };
    connection.running.push(end);
    response.once('close', end);
    release = start();
  }

  #connectionOf(socket: Socket): Connection {
    let connection = this.#connections.get(socket);
    if (connection === undefined) {
      const made: Connection = { running: [], waiting: [] };
      connection = made;
      this.#connections.set(socket, made);
      // Node.js emits `close` only for the response that is being sent.
      socket.once('close', () => {
        this.#waiting -= made.waiting.length;
        made.waiting = [];
        for (const end of [...made.running]) end();
      });
    }
    return connection;
  }
}

/**
 * Returns a function that counts a request, and returns the number of unsent responses of its connection. Includes health checks and
 * rejected requests, which no queue limits.
 */
export function countUnsent(): (request: IncomingMessage, response: ServerResponse) => number {
  const unsentOn = new WeakMap<Socket, { count: number }>();
  return ({ socket }, response) => {
    // A response gets its socket after the responses before it are sent.
    if (response.socket !== null) return 0;
    const unsent = unsentOn.get(socket) ?? { count: 0 };
    unsentOn.set(socket, unsent);
    unsent.count += 1;
    response.once('close', () => {
      unsent.count -= 1;
    });
    return unsent.count;
  };
}
