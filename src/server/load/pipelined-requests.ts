import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

// A browser or a load balancer sends one at a time.
const maxRunning = 32;
const maxWaiting = 4096;
// A piece of 64 KB has 2,000 small requests, and many pieces may arrive in one turn of the event loop.
export const maxUnsent = 1000;

/** Starts a request, and gives what is to be done when it has ended. */
type Start = () => (() => void) | undefined;

interface Connection {
  /** End those that run. An array: the replaced tables of a set keep requests for the garbage collector. */
  running: (() => void)[];
  waiting: (() => void)[];
}

/**
 * Starts the requests of each connection a few at a time. Responses are sent in the order of their requests (RFC 9112, section
 * 9.3.2): those behind one that the client does not read would take the places of other clients.
 */
export class PipelinedRequests {
  readonly #connections = new WeakMap<Socket, Connection>();
  #waiting = 0;

  /** Where `isBusy`, each connection has one request that runs: those behind it may have to wait for it. */
  constructor(private readonly isBusy: () => boolean) {}

  /** Starts a request now, or when those before it have ended. Gives false where too many wait. */
  add(socket: Socket, response: NodeJS.EventEmitter, start: Start): boolean {
    const connection = this.#connectionOf(socket);
    const begin = (): void => {
      this.#begin(connection, response, start);
    };
    if (connection.waiting.length === 0 && this.#mayBegin(connection)) {
      begin();
      return true;
    }
    if (this.#waiting >= maxWaiting) return false;
    connection.waiting.push(begin);
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
      // Node.js tells only the response that is being sent that its connection is closed.
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
 * Returns a function that counts a request, and tells how many of its connection wait for the response before theirs. Health checks
 * and refused requests are among them: no queue bounds those.
 */
export function countUnsent(): (request: IncomingMessage, response: ServerResponse) => number {
  const unsentOn = new WeakMap<Socket, { count: number }>();
  return ({ socket }, response) => {
    // Node.js gives a response its socket when those before it are sent.
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
