import { createHash } from 'node:crypto';

import { type Logger } from 'pino';
import { z } from 'zod';

import { badRequest, RequestError } from '../http/request-error';

/** How an operation that is in no manifest is handled: executed, executed and logged, or rejected. */
export type PersistedOperationsMode = 'off' | 'warn' | 'enforce';

/** The parameters of a request that identify its operation. */
export interface SentOperation {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

const idToText = z.record(z.string(), z.string());

const apolloManifest = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  })
  .transform(({ operations }) => Object.fromEntries(operations.map(({ id, body }) => [id, body])));

const persistedQuery = z.object({ version: z.literal(1), sha256Hash: z.string().min(1) });
const sha256 = /^[\da-f]{64}$/i;

/** Parses a manifest of GraphQL Code Generator or of Apollo's tools: texts by id. Undefined for any other format. */
export function parseManifest(json: string): Map<string, string> | undefined {
  const { success, data } = z.union([apolloManifest, idToText]).safeParse(jsonOf(json));
  return success ? new Map(Object.entries(data).map(([id, text]) => [bareId(id), text])) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** Resolves the ids of persisted operations, and handles operations that are in no manifest. */
export class PersistedOperations {
  readonly #texts: ReadonlySet<string>;

  constructor(
    private readonly mode: PersistedOperationsMode,
    private readonly byId: ReadonlyMap<string, string>,
    private readonly logger: Logger,
  ) {
    this.#texts = new Set(byId.values());
  }

  /** The text of the operation to execute. Returns a `query` of a wrong type unchanged; Apollo Server rejects it. Throws a request error. */
  textOf(sent: SentOperation, requestId: string): unknown {
    const id = idIn(sent);
    const { query } = sent;
    if (id === undefined) {
      if (typeof query === 'string') this.#checkUnknown(query, requestId);
      return query;
    }
    const known = this.byId.get(id);
    if (query === undefined || query === null || query === '') return known ?? this.#rejectUnknown();
    if (typeof query !== 'string') return query;
    if (known === undefined ? sha256.test(id) && hashOf(query) !== id : known !== query) {
      throw badRequest('The id and the text are of different operations: send one of the two.');
    }
    if (known === undefined) this.#checkUnknown(query, requestId);
    return query;
  }

  /** Uses the codes and messages of automatic persisted queries: clients send the text after the first two. */
  #rejectUnknown(): never {
    switch (this.mode) {
      case 'off':
        throw new RequestError(200, 'PersistedQueryNotSupported', {
          code: 'PERSISTED_QUERY_NOT_SUPPORTED',
        });
      case 'warn':
        throw new RequestError(200, 'PersistedQueryNotFound', { code: 'PERSISTED_QUERY_NOT_FOUND' });
      case 'enforce':
        throw new RequestError(
          400,
          'No manifest of this gateway has an operation with that id: add the manifest that has it.',
          { code: 'NOT_FOUND' },
        );
    }
  }

  #checkUnknown(text: string, requestId: string): void {
    if (this.mode === 'off' || this.#texts.has(text)) return;
    if (this.mode === 'enforce') {
      throw badRequest('This gateway runs only the operations of its manifests: add this one to a manifest.');
    }
    // The hash only, since the text may contain secrets.
    this.logger.warn({ requestId, sha256Hash: hashOf(text) }, 'operation in no manifest');
  }
}

/** Whether a request has the id of an operation, with or without its text. */
export function isNamedById({ documentId, extensions }: SentOperation): boolean {
  return isPresent(documentId) || isPresent(persistedQueryIn(extensions));
}

/** The id in a request. Throws a request error where it is malformed or ambiguous. */
function idIn({ documentId, extensions }: SentOperation): string | undefined {
  const id = isPresent(documentId) ? documentIdOf(documentId) : undefined;
  const sent = persistedQueryIn(extensions);
  if (!isPresent(sent)) return id;
  const { success, data } = persistedQuery.safeParse(sent);
  if (!success) {
    throw badRequest('`extensions.persistedQuery` must have `version: 1` and `sha256Hash`, a string.');
  }
  const hash = bareId(data.sha256Hash);
  if (id === undefined || id === hash) return hash;
  throw badRequest('`documentId` and `sha256Hash` are of different operations: send one.');
}

function documentIdOf(documentId: unknown): string {
  if (typeof documentId !== 'string') throw badRequest('`documentId` must be a string.');
  return bareId(documentId);
}

function persistedQueryIn(extensions: unknown): unknown {
  return typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions
    ? extensions.persistedQuery
    : undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

// Code generators prefix the algorithm, and Apollo's clients do not. Hexadecimal digits may be in either case.
function bareId(id: string): string {
  const bare = id.replace(/^sha256:/, '');
  return sha256.test(bare) ? bare.toLowerCase() : bare;
}
