import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { TokenKeeper } from 'onebox-gateway-client';
import { gatewayLink } from 'onebox-gateway-client/apollo';

export const url: string = import.meta.env['VITE_GATEWAY_URL'] ?? 'http://127.0.0.1:4000/graphql';

/** The page sets what shows its form. It shows when the token has expired; requests wait until the form sets another. */
export const signInForm = { show: () => {} };
export const tokenKeeper = new TokenKeeper({ signIn: () => signInForm.show() });

export const client = new ApolloClient({
  link: ApolloLink.from([gatewayLink({ tokenKeeper }), new HttpLink({ uri: url })]),
  cache: new InMemoryCache(),
});
