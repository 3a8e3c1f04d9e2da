import { type ErrorCode, type ErrorReason, type TypedDocumentString } from '../generated/graphql.js';

/** What the gateway says of an error. */
export interface ErrorDetails {
  code: ErrorCode;
  reason?: ErrorReason;
  retryable: boolean;
  retryAt?: string;
  onebox?: { userMessage: string };
  requestId: string;
}

/** An error of the gateway. Without `details` the gateway did not respond. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';

  constructor(
    message: string,
    readonly details?: ErrorDetails,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions: ErrorDetails }[];
}

/** What an operation gave. `leftOut` says what of it could not be read. */
export interface Result<Data> {
  data: Data;
  leftOut: readonly GatewayError[];
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
  const leftOut = errors.map(({ message, extensions }) => new GatewayError(message, extensions));
  const [first] = leftOut;
  if (first !== undefined && isEmpty(data)) throw first;
  return { data: data as Data, leftOut };
}

function isEmpty(data: object | null | undefined): boolean {
  return data === null || data === undefined || Object.values(data).every((value) => value === null);
}

async function send<Data>(request: RequestInit): Promise<Answer<Data & object>> {
  try {
    const response = await fetch('/graphql', request);
    return (await response.json()) as Answer<Data & object>;
  } catch {
    throw new GatewayError('The gateway cannot be reached.');
  }
}
