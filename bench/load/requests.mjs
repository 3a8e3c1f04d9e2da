/** The requests of the workloads as real clients send them, byte for byte. A test compares them with those clients. */
import { URLSearchParams } from 'node:url';

import { Kind, parse, print, visit } from 'graphql';

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The document as Apollo Client and urql print it: with `__typename` in each selection below the root. */
function withTypenames(text) {
  return visit(parse(text), {
    SelectionSet: (node, _key, parent) =>
      parent.kind === Kind.OPERATION_DEFINITION
        ? undefined
        : { ...node, selections: [...node.selections, typename] },
  });
}

const operationNameOf = (document) => document.definitions[0].name.value;

/** What Node's `fetch` adds to the headers of a client. */
const fetchHeaders = {
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
  'accept-encoding': 'gzip, deflate',
};

/** As Apollo Client 4 with an HttpLink sends a query. */
export function apolloRequest({ query, variables }) {
  const document = withTypenames(query);
  return {
    method: 'POST',
    path: '/graphql',
    headers: {
      accept: 'application/graphql-response+json,application/json;q=0.9',
      'content-type': 'application/json',
    },
    transportHeaders: fetchHeaders,
    body: JSON.stringify({
      operationName: operationNameOf(document),
      variables,
      extensions: { clientLibrary: { name: '@apollo/client', version: '4.3.8' } },
      query: print(document),
    }),
  };
}

/** As urql 6 with its document cache sends a query. */
export function urqlRequest({ query, variables }) {
  const document = withTypenames(query);
  const parameters = new URLSearchParams({
    query: print(document),
    operationName: operationNameOf(document),
    variables: JSON.stringify(variables),
  });
  return {
    method: 'GET',
    path: `/graphql?${parameters}`,
    headers: {
      accept:
        'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    },
    transportHeaders: fetchHeaders,
  };
}

/** As Apollo Router 2 asks a subgraph: the document on one line, and no extensions. */
export function routerRequest({ query, variables }) {
  return {
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, application/graphql-response+json',
    },
    transportHeaders: { 'accept-encoding': 'gzip, br, deflate' },
    body: JSON.stringify({ query, operationName: operationNameOf(parse(query)), variables }),
  };
}

/** The request on a keep-alive connection. */
export function requestBytes({ method, path, headers, transportHeaders, body }, token) {
  const all = {
    host: '127.0.0.1',
    connection: 'keep-alive',
    ...headers,
    authorization: `Bearer ${token}`,
    ...transportHeaders,
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}
