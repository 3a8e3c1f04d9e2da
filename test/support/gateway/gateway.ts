import { startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { type TypedDocumentString } from '../../generated/graphql';
import { type Overrides, withOverrides } from './overrides';
import { type ErrorCode, type ErrorReason } from '../../generated/errors';

/** An error in the form that clients get. */
export interface AnsweredError {
  message: string;
  path?: (string | number)[];
  extensions: {
    code: ErrorCode;
    reason?: ErrorReason;
    retryable: boolean;
    retryAt?: string;
    onebox?: { errorCode: number | null; userMessage: string };
    omitted?: number;
    requestId: string;
  };
}

/** A response in the form that clients get. */
export interface Answer<Data> {
  data?: Data | null;
  errors?: AnsweredError[];
}

/** A gateway in this process, with a client. */
export interface TestGateway {
  origin: string;
  ask<Data, Variables>(
    operation: TypedDocumentString<Data, Variables> | string,
    variables?: Variables,
    headers?: Record<string, string>,
  ): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/** The bearer token of the tests' caller. */
export const callersToken = 'callers-token.with-some.length_0123456789';

/**
 * Starts the gateway on a free port with the Onebox at `oneboxOrigin`. `overrides` replace its constants. By default it caches nothing,
 * so that each response depends on the current response of Onebox.
 */
export async function startGateway(
  oneboxOrigin: string,
  env: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<TestGateway> {
  const config = loadConfig(
    { sandbox: false },
    { PORT: '0', ONEBOX_API_URL: oneboxOrigin, LOG_LEVEL: 'silent', CACHE_TTL_SECONDS: '0', ...env },
  );
  const onebox = { quotaBackoffMs: 0, ...overrides.onebox };
  const app = await startApp(withOverrides(config, { ...overrides, onebox }));
  return {
    origin: app.origin,
    close: () => app.close(),
    ask: async (operation, variables, headers = { authorization: `Bearer ${callersToken}` }) => {
      const response = await fetch(`${app.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: operation.toString(), variables }),
      });
      return (await response.json()) as never;
    },
  };
}
