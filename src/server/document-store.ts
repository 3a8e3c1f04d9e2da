import { type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

// Some 12 MB of parsed documents.
const maxCharacters = 100_000;

/** Makes what keeps the documents that Apollo Server has parsed and validated, bounded by the length of their texts. */
export function createDocumentStore(): NonNullable<ApolloServerOptions<BaseContext>['documentStore']> {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxCharacters,
    sizeCalculation: ({ loc }) => Math.max(1, loc?.source.body.length ?? 1),
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
