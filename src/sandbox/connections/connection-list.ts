import { type ConnectionBody } from './connection-body';

const defaultLimit = 20;
const mostLimit = 100;

/** The body of `GET /api/connection`. */
export interface ConnectionList {
  limit: number;
  offset: number;
  /** How many there are in `data`. */
  count: number;
  /** How many there are in all. */
  total: number;
  data: readonly ConnectionBody[];
}

/** What a query asks for, of the connections of a site; a number in it that is none counts as not given. */
export function connectionList(
  connections: readonly ConnectionBody[],
  query: URLSearchParams,
): ConnectionList {
  const limit = Math.min(numberIn(query, 'limit') || defaultLimit, mostLimit);
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
