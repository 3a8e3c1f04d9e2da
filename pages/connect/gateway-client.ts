import { type TypedDocumentString } from '../generated/graphql.js';

/** An error of the gateway: `code` and `reason` are enums of its schema. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';

  constructor(
    message: string,
    readonly code: string,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** What an operation gave. `leftOut` says what of it could not be read. */
export interface Result<Data> {
  data: Data;
  leftOut: readonly string[];
}

/** Asks the gateway that the page came from. Throws a {@link GatewayError}. */
export async function ask<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Result<Data>> {
  const { data, errors = [] } = await send<Data>({
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: operation.toString(), variables }),
  });
  const [first] = errors;
  if (first !== undefined && isEmpty(data)) {
    throw new GatewayError(first.message, first.extensions?.code ?? '', first.extensions?.requestId);
  }
  return { data: data as Data, leftOut: errors.map(({ message }) => message) };
}

function isEmpty(data: object | null | undefined): boolean {
  return data === null || data === undefined || Object.values(data).every((value) => value === null);
}

async function send<Data>(request: RequestInit): Promise<Answer<Data & object>> {
  try {
    const response = await fetch('/graphql', request);
    return (await response.json()) as Answer<Data & object>;
  } catch {
    throw new GatewayError(
      'The gateway cannot be reached. Is it running? Try again in a moment.',
      '',
      undefined,
    );
  }
}
