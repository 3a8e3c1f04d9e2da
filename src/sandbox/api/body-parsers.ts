import { type FastifyInstance } from 'fastify';

/** From here on, the routes of `app` get a form as `URLSearchParams`; a body of another type has no fields. */
export function readFormsOnly(app: FastifyInstance): void {
  readOnly(app, 'application/x-www-form-urlencoded', {
    read: (body) => new URLSearchParams(body),
    other: () => new URLSearchParams(),
  });
}

/** From here on, the routes of `app` get the value of a JSON body; one of another type is undefined. */
export function readJsonOnly(app: FastifyInstance): void {
  readOnly(app, 'application/json', { read: parseJson, other: () => undefined });
}

function readOnly(
  app: FastifyInstance,
  type: string,
  { read, other }: { read: (body: string) => unknown; other: () => unknown },
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => {
    done(null, read(body.toString()));
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => {
    done(null, other());
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
