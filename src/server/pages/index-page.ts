import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FastifyInstance } from 'fastify';

import { type PageTemplate, root, sendHtml, sendPage } from './page';

const indexTemplate: PageTemplate = { file: 'index/index.html', policy: { 'img-src': ['data:'] } };

const sandboxMark = '<!-- sandbox -->';

/**
 * Serves the list of the pages at `/` to browsers, and the schema reference at `/schema`. `sandboxAt` returns the origin of the sandbox
 * for clients that reach this machine as `hostname`.
 */
export function indexPage(app: FastifyInstance, sandboxAt: ((hostname: string) => string) | undefined): void {
  app.get('/', (request, reply) => {
    if (request.headers.accept?.includes('text/html') !== true) {
      reply.callNotFound();
      return reply;
    }
    return sendPage(reply, indexTemplate, {}, (text) =>
      text.replace(sandboxMark, () =>
        sandboxAt === undefined ? '' : sandboxItem(sandboxAt(request.hostname)),
      ),
    );
  });

  app.get('/schema', (_request, reply) => {
    const text = readFileSync(join(root, 'docs', 'schema-reference.html'), 'utf8');
    return sendHtml(reply, { 'img-src': ['data:'] }, (nonce) =>
      text.replaceAll(/<(?:style|script)(?=>)/g, `$& nonce="${nonce}"`),
    );
  });
}

function sandboxItem(origin: string): string {
  const href = origin.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<li><a href="${href}/">Onebox sandbox</a> Its people, accounts, and sessions that fail. Reset it, or take Onebox down.</li>`;
}
