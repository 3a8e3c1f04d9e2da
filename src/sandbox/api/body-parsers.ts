import { type FastifyInstance } from 'fastify';

/** Parses form bodies of later routes as `URLSearchParams`. A body of another type has no fields. */
export function readFormsOnly(app: FastifyInstance): void {
  readOnly(app, 'application/x-www-form-urlencoded', (body) => new URLSearchParams(body));
}

/** Parses JSON bodies of later routes. A body of another type is undefined. */
export function readJsonOnly(app: FastifyInstance): void {
  readOnly(app, 'application/json', parseJson);
}

function readOnly(app: FastifyInstance, type: string, read: (body: string) => unknown): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => {
    done(null, read(body.toString()));
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => {
    done(null, undefined);
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
