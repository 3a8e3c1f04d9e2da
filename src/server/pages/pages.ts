import { join } from 'node:path';

import { type FastifyInstance } from 'fastify';

import { altairPage, type DemoPerson } from './explorer-page';
import { serveFolder } from './static-files';

const root = join(__dirname, '..', '..', '..');

/** Serves the pages that people explore with, but the one at `/graphql` itself. */
export function servePages(app: FastifyInstance, demo: DemoPerson | undefined): void {
  altairPage(app, demo);
  serveFolder(app, '/pages/', join(root, 'dist', 'pages'), only('.js'));
  serveFolder(app, '/pages/', join(root, 'pages'), only('.css'));
}

function only(extension: string): (path: string) => Record<string, string> | undefined {
  return (path) => (path.endsWith(extension) ? {} : undefined);
}
