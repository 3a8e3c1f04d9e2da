import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';

import { closeSlowClients } from '../../../src/server/load/slow-clients';

const megabyte = 1024 * 1024;

/** A connection whose client reads as the test says. */
class FakeSocket extends EventEmitter {
  bytesWritten = 0;
  writableLength = 0;
  isDestroyed = false;

  respond(bytes: number): void {
    this.bytesWritten += bytes;
    this.writableLength += bytes;
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

describe('closeSlowClients', () => {
  const server = createServer().removeAllListeners();
  let socket: FakeSocket;

  beforeEach(() => {
    jest.useFakeTimers();
    closeSlowClients(server, 1000);
    socket = new FakeSocket();
    server.emit('connection', socket);
  });

  afterEach(() => {
    server.emit('close');
    server.removeAllListeners();
    jest.useRealTimers();
  });

  it('closes a connection whose client has not read a response at 512 KiB a second and its timeout', () => {
    socket.respond(megabyte);
    jest.advanceTimersByTime(4000);
    expect(socket.isDestroyed).toBe(false);
    jest.advanceTimersByTime(2000);
    expect(socket.isDestroyed).toBe(true);
  });

  it('closes no connection whose client reads each of many responses in time', () => {
    socket.respond(megabyte);
    for (let response = 0; response < 20; response += 1) {
      jest.advanceTimersByTime(2500);
      // The next response waits before the check that would see the connection idle.
      socket.writableLength = 0;
      socket.respond(megabyte);
    }
    expect(socket.isDestroyed).toBe(false);
  });
});
