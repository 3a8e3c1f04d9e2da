import { createServer, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The header with the simulated address of a client, since all tests run on one machine. */
export const addressHeader = 'x-client-address';

/** A typical reverse proxy, which overwrites X-Forwarded-For with the address of its client. */
export interface EdgeProxy {
  origin: string;
  close(): Promise<void>;
}

/** Starts one on a free port in front of the server at `target`. */
export async function startEdgeProxy(target: string): Promise<EdgeProxy> {
  const proxy: Server = createServer((incoming, outgoing) => {
    const { [addressHeader]: address, ...headers } = incoming.headers;
    const forwarded = request(
      `${target}${incoming.url ?? ''}`,
      { method: incoming.method, headers: { ...headers, 'x-forwarded-for': address } },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => {
          resolve();
        });
        proxy.closeAllConnections();
      }),
  };
}
