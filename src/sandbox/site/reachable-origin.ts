import { type FastifyRequest } from 'fastify';

// The wildcard addresses in the notation of URLs.
const wildcardHosts: readonly string[] = ['0.0.0.0', '[::]'];

/** Replaces a wildcard host of `url`, which clients cannot open, with `hostname`. */
export function reachableUrl(url: string, hostname: string): string {
  const parsed = new URL(url);
  if (!wildcardHosts.includes(parsed.hostname)) return url;
  parsed.hostname = hostname;
  return url.endsWith('/') ? parsed.href : parsed.href.replace(/\/$/, '');
}

/** The form of `url` for clients on this machine. */
export function localUrl(url: string): string {
  return reachableUrl(url, new URL(url).hostname === '[::]' ? '[::1]' : '127.0.0.1');
}

/** The origin of the sandbox for the client of a request. */
export function originOf({ host, server }: FastifyRequest): string {
  return host === '' ? localUrl(server.listeningOrigin) : `http://${host}`;
}
