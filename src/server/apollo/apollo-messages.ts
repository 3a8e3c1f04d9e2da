/** Beginnings of messages of Apollo Server, each with the message that replaces it: what to do in this gateway. */
const ownMessages: readonly (readonly [string, string])[] = [
  [
    'This operation has been blocked as a potential Cross-Site Request Forgery',
    'A page of another site could have caused this request: send a bearer token, or the header `Apollo-Require-Preflight: true`, or use POST with content type application/json.',
  ],
  [
    'GraphQL introspection is not allowed by Apollo Server',
    'Introspection is off: start the gateway with EXPLORE=true, or read its published schema.',
  ],
  [
    'Operation batching disabled',
    'Several operations in one request are not supported: send each in a request of its own.',
  ],
  [
    'POST body missing',
    'The request has no operation: send a JSON object with `query`, as application/json.',
  ],
  [
    'GraphQL operations must contain a non-empty `query`',
    'The request has no operation: send its text as `query`.',
  ],
  [
    'GraphQL queries must be strings. It looks like',
    '`query` must be a string: send the text of the operation, not its parsed form.',
  ],
  ['Apollo Server supports only GET/POST requests', 'Send a query by GET or POST, a mutation by POST.'],
  [
    "An 'accept' header was provided for this request which does not accept",
    'The response is application/json or application/graphql-response+json: accept one of the two.',
  ],
];

/** Replaces a message of Apollo Server with the gateway's own, where there is one. */
export function withOwnMessage<T extends { readonly message: string }>(error: T): T {
  const own = ownMessages.find(([beginning]) => error.message.startsWith(beginning))?.[1];
  return own === undefined ? error : { ...error, message: own };
}
