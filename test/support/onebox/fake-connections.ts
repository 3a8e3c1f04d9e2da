import { type IncomingMessage, type ServerResponse } from 'node:http';

import { respondJson } from './fake-onebox';
import { documentedBody } from '../fixtures';

/** A connection in the form of Onebox. */
export type FakeConnection = Record<string, unknown>;

/** The documented connection, changed. */
export function connection(change: FakeConnection = {}): FakeConnection {
  return { ...(JSON.parse(documentedBody('connection.200.json')) as FakeConnection), ...change };
}

/** Returns pages of a list for `GET /api/connection`, as Onebox does. */
export function answerConnections(
  all: readonly FakeConnection[],
  mostPerPage = 100,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const query = new URL(request.url ?? '', 'http://onebox').searchParams;
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 20), mostPerPage);
    const data = all.slice(offset, offset + limit);
    respondJson(200, { limit, offset, count: data.length, total: all.length, data })(request, response);
  };
}
