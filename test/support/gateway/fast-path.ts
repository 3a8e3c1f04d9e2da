import { ApolloServer } from '@apollo/server';

import { callersToken, type TestGateway } from './gateway';

/** A request to a gateway. */
export interface Asked {
  query: string;
  variables?: unknown;
  operationName?: string;
  extensions?: object;
}

/** The parts of a response that both paths must have in common. */
export interface Answered {
  status: number;
  type: string | null;
  text: string;
}

/** Sends a request as a caller, and returns its response. */
export async function ask(
  { origin }: TestGateway,
  asked: Asked,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${callersToken}`,
      'x-request-id': 'the-same',
      ...headers,
    },
    body: JSON.stringify(asked),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** The number of operations that Apollo Server executes during `action`. */
export async function asksOfApollo(action: () => Promise<unknown>): Promise<number> {
  const asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  await action();
  const times = asked.mock.calls.length;
  asked.mockRestore();
  return times;
}
