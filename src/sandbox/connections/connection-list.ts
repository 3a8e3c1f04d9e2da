import { type ConnectionBody } from './connection-body';

const defaultLimit = 20;
const maxLimit = 100;

/** The body of `GET /api/connection`. */
export interface ConnectionList {
  limit: number;
  offset: number;
  /** The number of connections in `data`. */
  count: number;
  /** The number of all connections. */
  total: number;
  data: readonly ConnectionBody[];
}

/** The page of a site's connections that a query requests. A malformed number counts as absent. */
export function connectionList(
  connections: readonly ConnectionBody[],
  query: URLSearchParams,
): ConnectionList {
  const limit = Math.min(numberIn(query, 'limit') || defaultLimit, maxLimit);
  const offset = numberIn(query, 'offset');
  const sinceId = numberIn(query, 'sinceId');
  const found = connections.filter(({ Id }) => Number(Id) > sinceId);
  const data = found.slice(offset, offset + limit);
  return { limit, offset, count: data.length, total: found.length, data };
}

function numberIn(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
