import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

import { type FastifyInstance } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Serves the files that are in `folder` at the start, under `prefix`. `headersOf` returns undefined for files that are not served. Each
 * file is a route, so that a request never contains a path to open.
 */
export function serveFolder(
  app: FastifyInstance,
  prefix: string,
  folder: string,
  headersOf: (path: string) => Record<string, string> | undefined,
): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/');
    const headers = headersOf(path);
    if (!entry.isFile() || type === undefined || headers === undefined) continue;
    app.get(`${prefix}${path}`, async (_request, reply) => {
      reply.headers({ 'cache-control': 'no-cache', ...headers }).type(type);
      return readFile(file);
    });
  }
}
