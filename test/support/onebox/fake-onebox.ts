import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A recorded request to Onebox. */
export interface RecordedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A real HTTP server in place of Onebox. It responds with `answer`, and records the requests. */
export interface FakeOnebox {
  origin: string;
  requests: RecordedRequest[];
  answer: RequestListener;
  close(): Promise<void>;
}

/** Starts a fake Onebox on a free port. Tests can replace `answer` at any time. */
export async function startFakeOnebox(answer: RequestListener = respondJson(404, {})): Promise<FakeOnebox> {
  const fake: Pick<FakeOnebox, 'requests' | 'answer'> = { requests: [], answer };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      fake.requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      fake.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
}

/** Responds with a JSON value, or with a text unchanged. */
export function respondJson(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): (request: IncomingMessage, response: ServerResponse) => void {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}
