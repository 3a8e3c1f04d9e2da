/** The three clients as an application sets them up. Bundled for the browser too, so that it imports nothing of Node.js. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { createClient, fetchExchange } from '@urql/core';
import { createGatewayClient, OneboxGatewayError } from 'onebox-gateway-client';
import { documentOf as apolloDocument, gatewayLink } from 'onebox-gateway-client/apollo';
import { documentOf as urqlDocument, gatewayExchange } from 'onebox-gateway-client/urql';

/** Each gives a function that asks, and answers with `{ data, errors }`: errors as {@link OneboxGatewayError}s. */
export const clients = {
  fetch(options) {
    const client = createGatewayClient(options);
    return async (operation, variables) => {
      try {
        const { data, errors } = await client.request(operation, variables);
        return { data, errors: [...errors] };
      } catch (error) {
        return { data: undefined, errors: [error] };
      }
    };
  },

  apollo(options) {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([gatewayLink(options), new HttpLink({ uri: options.url, fetch: options.fetch })]),
      queryDeduplication: false,
    });
    return async (operation, variables) => {
      const document = apolloDocument(operation);
      const rest = { variables, errorPolicy: 'all', fetchPolicy: 'no-cache' };
      const { data, error } = operation.toString().startsWith('mutation')
        ? await client.mutate({ mutation: document, ...rest })
        : await client.query({ query: document, ...rest });
      return { data, errors: error === undefined ? [] : [...OneboxGatewayError.allFrom(error)] };
    };
  },

  urql(options) {
    const client = createClient({
      url: options.url,
      exchanges: [gatewayExchange(options), fetchExchange],
      preferGetMethod: false,
      ...(options.fetch && { fetch: options.fetch }),
    });
    return async (operation, variables) => {
      const document = urqlDocument(operation);
      const { data, error } = operation.toString().startsWith('mutation')
        ? await client.mutation(document, variables).toPromise()
        : await client.query(document, variables).toPromise();
      return { data, errors: error === undefined ? [] : [...OneboxGatewayError.allFrom(error)] };
    };
  },
};
