import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { type SignedIn, TokenKeeper } from 'onebox-gateway-client';
import { gatewayLink } from 'onebox-gateway-client/apollo';

export const url: string = import.meta.env['VITE_GATEWAY_URL'] ?? 'http://127.0.0.1:4000/graphql';

type Resolve = (signedIn: SignedIn) => void;
const listeners = new Set<() => void>();
let resolve: Resolve | undefined;

function change(next: Resolve | undefined): void {
  resolve = next;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore: what the sign-in form calls when the person has signed in. Undefined while nobody needs to. */
export const signInPrompt = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => resolve,
};

/** Asks the person, at the start and when the token has expired. Requests wait meanwhile, and then go on. */
export const tokenKeeper = new TokenKeeper({
  signIn: () =>
    new Promise((done) => {
      change((signedIn) => {
        change(undefined);
        done(signedIn);
      });
    }),
});

export const client = new ApolloClient({
  link: ApolloLink.from([gatewayLink({ tokenKeeper }), new HttpLink({ uri: url })]),
  cache: new InMemoryCache(),
});
