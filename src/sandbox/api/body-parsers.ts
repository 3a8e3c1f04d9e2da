import { type FastifyInstance } from 'fastify';

/** Parses form bodies of later routes as `URLSearchParams`. A body of another type has no fields. */
export function readFormsOnly(app: FastifyInstance): void {
  readOnly(app, 'application/x-www-form-urlencoded', {
    read: (body) => new URLSearchParams(body),
    other: () => new URLSearchParams(),
  });
}

/** Parses JSON bodies of later routes. A body of another type is undefined. */
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
