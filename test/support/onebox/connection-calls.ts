import { type Person } from '../../../src/sandbox/people/person';
import { type Sandbox } from '../../../src/sandbox/sandbox';
import { errorEnvelope } from '../error-envelope';
import { documentedFields } from '../fixtures';

/** A connection in the form of the sandbox. */
export interface Connection extends Record<string, unknown> {
  Id: string;
  SiteId: string;
  MediaId: string;
}

/** A page of them. */
export interface ConnectionList {
  limit: number;
  offset: number;
  count: number;
  total: number;
  data: Connection[];
}

/** The result of a call. */
export interface Answered<Body> {
  status: number;
  body: Body;
}

/** Calls that create, change and find connections. The default token is a new one. */
export interface ConnectionCalls {
  call: <Body = Connection>(
    method: string,
    path: string,
    fields?: unknown,
    token?: string,
  ) => Promise<Answered<Body>>;
  post: (fields: unknown, token?: string) => Promise<Answered<Connection>>;
  patch: (id: string, fields: unknown, token?: string) => Promise<Answered<Connection>>;
  get: (id: string, token?: string) => Promise<Answered<Connection>>;
  list: (query?: string, token?: string) => Promise<ConnectionList>;
}

/** Calls the current sandbox. */
export function connectionCalls(sandbox: () => Sandbox): ConnectionCalls {
  async function call<Body = Connection>(
    method: string,
    path: string,
    fields?: unknown,
    token = sandbox().issueToken(),
  ): Promise<Answered<Body>> {
    const response = await fetch(`${sandbox().origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(fields !== undefined && { body: JSON.stringify(fields) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }
  return {
    call,
    post: (fields, token) => call('POST', '/api/connection', fields, token),
    patch: (id, fields, token) => call('PATCH', `/api/connection/${id}`, fields, token),
    get: (id, token) => call('GET', `/api/connection/${id}`, undefined, token),
    list: async (query = '', token) =>
      (await call<ConnectionList>('GET', `/api/connection${query}`, undefined, token)).body,
  };
}

/** The ids of the connections on a page. */
export const idsOf = ({ data }: ConnectionList): string[] => data.map(({ Id }) => Id);

/** The input that connects the first Instagram account of a person's Page. */
export function toConnect(
  { token, accounts }: Person,
  index = 0,
): Record<string, unknown> & { TargetId: string } {
  const page = accounts[index];
  const { id = '', name = '' } = page?.instagram_business_account ?? page?.instagram_accounts?.[0] ?? {};
  return {
    MediaId: 'INST',
    ProviderId: 'PVD28',
    Name: name,
    UserId: page?.id,
    Password: token,
    Token: page?.access_token,
    From: id,
    TargetId: id,
  };
}

/** The rejection by Facebook, through Onebox, of an account without permission. */
export const unsupported = (id: string): object => {
  const { error } = documentedFields('connection.401.unsupported.json') as { error: string };
  return { error: error.replace('1429967973729263', id) };
};

/** The response of Onebox for an unknown connection, or one of another site. */
export const notFound = errorEnvelope(404, 'connection not found');
