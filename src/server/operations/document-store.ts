import { type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

import { documentBytes } from './memory-estimate';

const maxBytes = 12_000_000;

/** Creates the store of Apollo Server's parsed and validated documents, bounded by their estimated memory. */
export function createDocumentStore(): NonNullable<ApolloServerOptions<BaseContext>['documentStore']> {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxBytes,
    sizeCalculation: documentBytes,
  });
  return {
    get: (key) => Promise.resolve(documents.get(key)),
    set: (key, document) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(documents.delete(key)),
  };
}
