import { type GatewayRequest } from '../gateway-request';
import { type Variables } from '../../graphql/execution/compile-operation';
import { isPlainGet, type SentRequest } from '../http/sent-request';

const maxTextLength = 20_000;
const maxAcceptLength = 200;
const plainNames: ReadonlySet<string> = new Set([
  'query',
  'operationName',
  'variables',
  'extensions',
  'documentId',
]);
/** The `Content-Type` of a JSON body in UTF-8. */
export const jsonType = /^application\/json(?:; ?charset=utf-8)?$/i;

/** A request whose response depends on its key and variables only. */
export interface PlainRequest {
  key: string;
  text: string;
  operationName: string | undefined;
  variables: Variables;
}

/** Undefined where Apollo Server may answer such a request in more than one way. */
export function plainRequestOf(
  request: GatewayRequest,
  sent: SentRequest,
  text: unknown,
): PlainRequest | undefined {
  const { method, url, headers } = request;
  const { accept = '' } = headers;
  if (typeof text !== 'string' || text.length > maxTextLength || accept.length > maxAcceptLength) {
    return undefined;
  }
  const isPlain =
    method === 'POST'
      ? !url.includes('?') && jsonType.test(headers['content-type'] ?? '')
      : isPlainGet(request);
  if (!isPlain) return undefined;
  if (!Object.keys(sent).every((name) => plainNames.has(name))) return undefined;
  const { operationName, variables, extensions } = sent;
  if (!isOptional(operationName, 'string') || !isOptional(variables, 'object') || Array.isArray(variables)) {
    return undefined;
  }
  // Apollo Client sends its name and version in `extensions`.
  if (!isOptional(extensions, 'object') || Array.isArray(extensions)) return undefined;
  const name = (operationName as string | null | undefined) ?? undefined;
  return {
    // The line breaks are unambiguous: no method or header contains one.
    key: `${method} ${accept}\n${JSON.stringify(name)}\n${text}`,
    text,
    operationName: name,
    variables: (variables as Variables | null | undefined) ?? {},
  };
}

function isOptional(value: unknown, type: 'string' | 'object'): boolean {
  return value === null || value === undefined || typeof value === type;
}
