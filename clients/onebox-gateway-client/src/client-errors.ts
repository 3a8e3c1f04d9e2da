/** An entry of `errors` in a response of the gateway. */
export interface ReportedError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object. Of anything else there are none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/**
 * The errors of the gateway in what a client throws or returns: Apollo Client's `CombinedGraphQLErrors` and `ServerError`, urql's
 * `CombinedError`, graphql-request's `ClientError`, a body of a response, a list of errors, or one of them.
 */
export function reportedErrors(value: unknown): readonly ReportedError[] {
  if (Array.isArray(value)) return value.filter(isReported);
  const { errors, graphQLErrors, response, result, bodyText, networkError, extensions } = fieldsOf(value);
  if (extensions !== undefined && isReported(value)) return [value];
  const places = [errors, graphQLErrors, fieldsOf(response)['errors'], fieldsOf(result)['errors']];
  const list = places.find((place) => Array.isArray(place) && place.length > 0);
  if (list !== undefined) return reportedErrors(list);
  if (typeof bodyText === 'string') return reportedErrors(parsed(bodyText));
  return networkError === undefined ? [] : reportedErrors(networkError);
}

function isReported(value: unknown): value is ReportedError {
  return typeof fieldsOf(value)['message'] === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The HTTP status in an error of a client, where a response arrived that is not the gateway's. */
export function statusOf(value: unknown): number | undefined {
  const { statusCode, status, response, networkError } = fieldsOf(value);
  const found = statusCode ?? status ?? fieldsOf(response)['status'];
  if (typeof found === 'number') return found;
  return networkError === undefined ? undefined : statusOf(networkError);
}

/** What browsers, Node.js and React Native say where `fetch` got no response. Other TypeErrors are mistakes of the caller. */
const fetchFailure = /fetch|network|load failed/i;

/** Whether no response arrived. */
export function isNetworkFailure(value: unknown): boolean {
  const { networkError } = fieldsOf(value);
  if (networkError !== undefined) return isNetworkFailure(networkError);
  return value instanceof TypeError && fetchFailure.test(value.message);
}
