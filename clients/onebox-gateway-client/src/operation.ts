/**
 * The text of an operation, which knows the types of its data and its variables. The operations of this package are such, and so are
 * those that graphql-codegen's client preset makes with `documentMode: string`.
 */
export interface TypedOperation<Data, Variables> {
  toString(): string;
  /** Never there. It carries the types, under the name that graphql-codegen uses. */
  readonly __apiType?: (variables: Variables) => Data;
  /** Has the id of the operation in a manifest. */
  readonly __meta__?: { readonly hash?: string } | undefined;
}

/** Makes an operation of its text and its id in the manifest. */
export function operation<Data, Variables>(text: string, hash: string): TypedOperation<Data, Variables> {
  return { toString: () => text, __meta__: { hash } };
}

/** These fields need no bearer token: a request that begins with one waits for no sign-in. */
const publicFields = new Set([
  'authenticate',
  'errorCatalog',
  'facebookAuthUrl',
  'instagramAuthUrl',
  'twitterAuthUrl',
]);

/** What the token keeper and the retry need to know of a request. */
export interface RequestKind {
  isMutation: boolean;
  needsToken: boolean;
}

/**
 * The kind of an operation's text, by its first field. A wrong guess costs one request: the gateway says TOKEN_MISSING, and the
 * request is sent again with a token.
 */
export function kindOfText(text: string): RequestKind {
  const field = /^\s*(?:(?:query|mutation)\b[^{]*)?\{\s*(?:\w+\s*:\s*)?(\w+)/m.exec(text)?.[1];
  return { isMutation: /^\s*mutation\b/m.test(text), needsToken: !publicFields.has(field ?? '') };
}

/** As much of the definition of an operation as is read here. */
interface Definition {
  readonly operation?: string;
  readonly selectionSet?: { readonly selections: readonly { readonly name?: { readonly value: string } }[] };
}

/** The kind of a parsed document, of whatever client's parser. */
export function kindOfDocument({ definitions }: { readonly definitions: readonly object[] }): RequestKind {
  const { operation, selectionSet }: Definition =
    definitions.find((one): one is Definition => 'operation' in one) ?? {};
  const fields = selectionSet?.selections ?? [];
  return {
    isMutation: operation === 'mutation',
    needsToken: !fields.every(({ name }) => publicFields.has(name?.value ?? '')),
  };
}
