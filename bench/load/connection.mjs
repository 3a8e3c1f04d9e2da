/** A keep-alive connection that sends one request at a time, without the cost of an HTTP client. */
import { connect } from 'node:net';

const lastChunk = Buffer.from('0\r\n\r\n');

function dechunked(body) {
  const parts = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.latin1Slice(at, end), 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
}

/** Calls `onBody(body)` for each complete HTTP response on the socket. Throws where the status is not 200. */
function readResponses(socket, onBody) {
  let chunks = [];
  let size = 0;
  let head;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (head === undefined) {
      const seen = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      chunks = [seen];
      const end = seen.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = seen.latin1Slice(0, end).toLowerCase();
      if (!text.startsWith('http/1.1 200')) throw new Error(seen.toString().slice(0, 2000));
      const length = /content-length: (\d+)/.exec(text)?.[1];
      head = { end: end + 4, total: length === undefined ? undefined : end + 4 + Number(length) };
    }
    const isComplete = head.total === undefined ? chunk.subarray(-5).equals(lastChunk) : size >= head.total;
    if (!isComplete) return;
    const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
    const body = all.subarray(head.end);
    const whole = head.total === undefined ? dechunked(body) : body;
    chunks = [];
    size = 0;
    head = undefined;
    onBody(whole);
  });
}

/**
 * Sends what `nextRequest()` gives, and again after each response, until that is undefined. Resolves then.
 * `onBody(body)` may throw, which fails all.
 */
export function keepSending(origin, nextRequest, onBody) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname).setNoDelay().on('error', reject);
    const send = () => {
      const bytes = nextRequest();
      if (bytes === undefined) resolve(socket.destroy());
      else socket.write(bytes);
    };
    socket.on('connect', send);
    readResponses(socket, (body) => {
      onBody(body);
      send();
    });
  });
}
