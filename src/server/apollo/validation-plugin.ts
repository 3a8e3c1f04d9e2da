import { type ApolloServerPlugin } from '@apollo/server';

import { type ServerContext } from '../graphql-handler';

/** Reports a valid operation before it is executed, so that concurrent equal operations need not be validated. */
export const validationPlugin: ApolloServerPlugin<ServerContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue }) => {
        contextValue.onValidated();
        return Promise.resolve();
      },
    }),
};
