import { type FastifyInstance } from 'fastify';

import { type PictureSource } from '../../onebox/sessions/profile-pictures';
import { type DemoPerson } from './explorer-page';
import { type PageTemplate, sendPage } from './page';

const connectTemplate: PageTemplate = {
  file: 'connect/connect.html',
  policy: {
    'connect-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  },
};

/** Serves the page on which a person connects an account, at `/connect`. */
export function connectPage(
  app: FastifyInstance,
  demo: DemoPerson | undefined,
  pictures: PictureSource,
): void {
  app.get('/connect', (_request, reply) =>
    sendPage(reply, connectTemplate, demo === undefined ? {} : { credentials: demo.credentials }),
  );

  // The policy of the page allows no other host, so the gateway serves the pictures.
  app.get<{ Querystring: { url?: unknown } }>('/connect/picture', async ({ query, headers }, reply) => {
    const { url } = query;
    const isOurPage = (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin';
    const picture =
      isOurPage && typeof url === 'string' && URL.canParse(url) ? await pictures(url) : undefined;
    if (picture === undefined) {
      reply.callNotFound();
      return reply;
    }
    return reply
      .headers({
        'cache-control': 'private, max-age=3600',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      })
      .type(picture.type)
      .send(picture.bytes);
  });
}
