import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createClient, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

/** An operation, and how a client is set up to send it. Can be sent to a page of a browser. */
export interface ClientRequest {
  url: string;
  operation: string;
  variables?: Record<string, unknown>;
  token?: string;
  /** Whether the client sends a hash first. */
  persisted?: boolean;
  /** Undefined for the default of the client. */
  useGet?: boolean;
}

/** An error in the form that an application gets. */
export interface ReadError {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?: Record<string, unknown> | undefined;
}

/** The result that an application gets from its client. */
export interface ClientResult {
  data: unknown;
  errors: ReadError[];
  /** An error without a GraphQL code. */
  failure?: string;
}

type Ask = (request: ClientRequest) => Promise<ClientResult>;

/** The client libraries by name, set up as documented. */
export const clients: Readonly<Record<'apollo' | 'urql' | 'graphqlRequest', Ask>> = {
  apollo: askApollo,
  urql: askUrql,
  graphqlRequest: askGraphqlRequest,
};

/** Reasons after which signing in again helps. */
const signInReasons = ['TOKEN_EXPIRED', 'TOKEN_REJECTED', 'TOKEN_MISSING'];

/** Sends an operation. Where the token is rejected, it signs in and sends it again. */
export async function askSignedIn(
  name: keyof typeof clients,
  request: ClientRequest,
  credentials: Record<string, unknown>,
): Promise<ClientResult> {
  const ask = clients[name];
  const first = await ask(request);
  if (!first.errors.some(({ extensions }) => signInReasons.includes(String(extensions?.['reason']))))
    return first;
  const { data, errors } = await ask({
    url: request.url,
    operation: `mutation SignIn($email: String!, $password: String!, $siteId: ID!) {
      authenticate(email: $email, password: $password, siteId: $siteId) { token }
    }`,
    variables: credentials,
  });
  const token = (data as { authenticate: { token: string } | null } | null)?.authenticate?.token;
  return token === undefined ? { data: null, errors } : ask({ ...request, token });
}

async function askApollo({
  url,
  operation,
  variables = {},
  token,
  persisted,
  useGet,
}: ClientRequest): Promise<ClientResult> {
  const http = new HttpLink({
    uri: url,
    useGETForQueries: useGet ?? false,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
  const hashing = new PersistedQueryLink({ sha256, useGETForHashedQueries: useGet ?? false });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: persisted ? ApolloLink.from([hashing, http]) : http,
    clientAwareness: { name: 'crm', version: '1.0' },
  });
  const document = gql(operation);
  const options = { variables, fetchPolicy: 'no-cache', errorPolicy: 'all' } as const;
  try {
    const { data, error } = operation.startsWith('mutation')
      ? await client.mutate({ mutation: document, ...options })
      : await client.query({ query: document, ...options });
    return { data, ...errorsOfApollo(error) };
  } catch (error) {
    return { data: null, ...errorsOfApollo(error) };
  } finally {
    client.stop();
  }
}

function errorsOfApollo(error: unknown): Omit<ClientResult, 'data'> {
  if (error === undefined) return { errors: [] };
  if (CombinedGraphQLErrors.is(error)) return { errors: [...error.errors] };
  return { errors: [], failure: error instanceof Error ? error.message : 'unknown' };
}

async function askUrql({
  url,
  operation,
  variables = {},
  token,
  persisted,
  useGet,
}: ClientRequest): Promise<ClientResult> {
  const client = createClient({
    url,
    exchanges: persisted ? [persistedExchange({ enableForMutation: true }), fetchExchange] : [fetchExchange],
    ...(useGet !== undefined && { preferGetMethod: useGet }),
    ...(token !== undefined && { fetchOptions: { headers: { authorization: `Bearer ${token}` } } }),
  });
  const { data, error } = operation.startsWith('mutation')
    ? await client.mutation<unknown>(operation, variables).toPromise()
    : await client.query<unknown>(operation, variables).toPromise();
  const failure = error?.networkError ? { failure: String(error) } : {};
  return {
    data,
    errors: (error?.graphQLErrors ?? []).map(({ message, path, extensions }) => ({
      message,
      path,
      extensions,
    })),
    ...failure,
  };
}

async function askGraphqlRequest({
  url,
  operation,
  variables = {},
  token,
  useGet,
}: ClientRequest): Promise<ClientResult> {
  const { ClientError, GraphQLClient } = await import('graphql-request');
  const client = new GraphQLClient(url, {
    errorPolicy: 'all',
    ...(useGet === true && { method: 'GET' as const, jsonSerializer: JSON }),
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
  try {
    const { data, errors = [] } = await client.rawRequest<unknown>(operation, variables);
    return { data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })) };
  } catch (error) {
    if (error instanceof ClientError)
      return { data: error.response.data, errors: error.response.errors ?? [] };
    return { data: null, errors: [], failure: String(error) };
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
