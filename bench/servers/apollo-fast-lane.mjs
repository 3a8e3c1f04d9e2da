/**
 * Apollo Server validates and answers an operation the first time. From then on graphql-jit's compiled query answers it
 * from Node's HTTP handler, with leaves checked and no other duties.
 */
import { createServer } from 'node:http';

import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSchema, Kind, parse } from 'graphql';
import { compileQuery } from 'graphql-jit';

import { announce, getSession, typeDefs } from './onebox.mjs';

const schema = buildSchema(typeDefs);
schema.getQueryType().getFields().instagramSession.resolve = (_, { id }, { authorization }) =>
  getSession(id, authorization);
const apollo = new ApolloServer({ schema });
await apollo.start();

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };
const compiledQueries = new Map();

async function answerWithApollo({ method, url, headers }, body, response) {
  const {
    status,
    headers: responseHeaders,
    body: answer,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      headers: new HeaderMap(Object.entries(headers)),
      search: new URL(url, 'http://gateway').search,
      body,
    },
    context: async () => headers,
  });
  response.writeHead(status ?? 200, Object.fromEntries(responseHeaders)).end(answer.string);
  if (!('errors' in JSON.parse(answer.string))) compile(body.query);
}

/** A text of several operations stays with Apollo Server. */
function compile(text) {
  const document = parse(text);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length > 1) return;
  const compiled = compileQuery(schema, document);
  if ('query' in compiled) compiledQueries.set(text, compiled.query);
}

announce(
  createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const body = JSON.parse(Buffer.concat(chunks));
      const query = compiledQueries.get(body.query);
      if (query === undefined) {
        await answerWithApollo(request, body, response);
        return;
      }
      const answer = JSON.stringify(await query(undefined, request.headers, body.variables));
      response.writeHead(200, { ...jsonHeaders, 'content-length': Buffer.byteLength(answer) }).end(answer);
    });
  }),
);
