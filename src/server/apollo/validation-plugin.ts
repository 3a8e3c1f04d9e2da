import { type ApolloServerPlugin } from '@apollo/server';

import { type ServerContext } from '../graphql-handler';

/** Tells that an operation is valid before it is executed: equal ones that come meanwhile need not be validated. */
export const validationPlugin: ApolloServerPlugin<ServerContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue }) => {
        contextValue.onValidated();
        return Promise.resolve();
      },
    }),
};
