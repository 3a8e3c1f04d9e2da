import { createHash } from 'node:crypto';

import { type FastifyInstance } from 'fastify';

import { queryOf } from '../api/query-of';

/** `GET /picture?url=…`: draws a picture for an Instagram address, the same for the same address. */
export function pictureRoute(app: FastifyInstance): void {
  app.get('/picture', ({ url }, reply) =>
    reply.type('image/svg+xml').send(pictureFor(queryOf(url).get('url') ?? '')),
  );
}

function pictureFor(address: string): string {
  const [hue = 0, x = 0, y = 0, size = 0] = createHash('sha256').update(address).digest();
  const degrees = Math.round((hue / 255) * 360);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">
<rect width="96" height="96" fill="hsl(${degrees} 45% 45%)"/>
<circle cx="${Math.round(x / 2.7)}" cy="${Math.round(y / 2.7)}" r="${20 + Math.round(size / 8)}" fill="hsl(${(degrees + 50) % 360} 60% 75%)"/>
</svg>
`;
}
