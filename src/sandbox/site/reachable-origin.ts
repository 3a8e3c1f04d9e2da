import { type FastifyRequest } from 'fastify';

// As URLs write the addresses on which a server listens at every address of its machine.
const wildcardHosts: readonly string[] = ['0.0.0.0', '[::]'];

/** `url` at `hostname`, where the host of `url` means every address of this machine: nobody can open that. */
export function reachableUrl(url: string, hostname: string): string {
  const parsed = new URL(url);
  if (!wildcardHosts.includes(parsed.hostname)) return url;
  parsed.hostname = hostname;
  return url.endsWith('/') ? parsed.href : parsed.href.replace(/\/$/, '');
}

/** Where this machine itself reaches `url`. */
export function localUrl(url: string): string {
  return reachableUrl(url, new URL(url).hostname === '[::]' ? '[::1]' : '127.0.0.1');
}

/** The sandbox as the sender of a request reaches it. */
export function originOf({ host, server }: FastifyRequest): string {
  return host === '' ? localUrl(server.listeningOrigin) : `http://${host}`;
}
