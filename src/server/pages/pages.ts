import { join } from 'node:path';

import { type FastifyInstance } from 'fastify';

import { type PictureSource } from '../../onebox/sessions/profile-pictures';
import { connectPage } from './connect-page';
import { altairPage, type DemoPerson } from './explorer-page';
import { indexPage } from './index-page';
import { root } from './page';
import { serveFolder } from './static-files';

export interface PagesOptions {
  /** The values that the pages fill in. Undefined without the sandbox. */
  demo: DemoPerson | undefined;
  pictures: PictureSource;
}

/** Serves the pages for browsers, except the one at `/graphql`. */
export function servePages(app: FastifyInstance, { demo, pictures }: PagesOptions): void {
  altairPage(app, demo);
  indexPage(app, demo?.originAt);
  connectPage(app, demo, pictures);
  serveFolder(app, '/pages/', join(root, 'dist', 'pages'), only('.js'));
  serveFolder(app, '/pages/', join(root, 'pages'), only('.css'));
}

function only(extension: string): (path: string) => Record<string, string> | undefined {
  return (path) => (path.endsWith(extension) ? {} : undefined);
}
