import { type FastifyReply } from 'fastify';

import { type PageTemplate, sendPage } from './page';

const guideTemplate: PageTemplate = { file: 'guide/guide.html', policy: { 'img-src': ['data:'] } };

/** Sends a page with instructions where a browser opens `/graphql` and EXPLORE is off. Counts as a request without an operation. */
export function sendGuidePage(reply: FastifyReply): FastifyReply {
  reply.request.telemetry.rejected([
    {
      message: 'The request has no operation, and exploring is off.',
      extensions: { code: 'BAD_USER_INPUT', retryable: false },
    },
  ]);
  return sendPage(reply.code(400), guideTemplate, {});
}
