import { createHash } from 'node:crypto';

import { type Logger } from 'pino';
import { z } from 'zod';

import { badRequest, RequestRefusal } from './request-refusal';

/** What becomes of an operation that no manifest has: it runs, it runs and is logged, it is refused. */
export type PersistedOperationsMode = 'off' | 'warn' | 'enforce';

/** What a request says of its operation. */
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

const persistedQuery = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) });

/** The operations of a manifest, by id: as codegen writes one, or as Apollo's tools do. Throws where it is neither. */
export function readManifest(json: string): Map<string, string> {
  const operations = z.union([apolloManifest, idToText]).parse(JSON.parse(json));
  return new Map(Object.entries(operations).map(([id, text]) => [bareId(id), text]));
}

/** The operations that are known beforehand, and what that means for all others. */
export class PersistedOperations {
  readonly #texts: ReadonlySet<string>;

  constructor(
    private readonly mode: PersistedOperationsMode,
    private readonly byId: ReadonlyMap<string, string>,
    private readonly logger: Logger,
  ) {
    this.#texts = new Set(byId.values());
  }

  /** The text to run for what was sent; what is no text is left to others to refuse. Throws a refusal. */
  textOf(sent: SentOperation, requestId: string): unknown {
    const id = idIn(sent);
    if (id === undefined) {
      if (typeof sent.query === 'string') this.#meet(sent.query, requestId);
      return sent.query;
    }
    if (this.mode === 'off') {
      throw badRequest(
        'This gateway knows no persisted operations: send the text of the operation as `query`.',
      );
    }
    const text = this.byId.get(bareId(id));
    if (text === undefined) {
      throw new RequestRefusal(
        400,
        'No manifest of this gateway has an operation with that id: add the manifest that has it.',
        { code: 'NOT_FOUND' },
      );
    }
    if (sent.query !== undefined && sent.query !== null && sent.query !== '' && sent.query !== text) {
      throw badRequest('The id and the text are of different operations: send one of the two.');
    }
    return text;
  }

  #meet(text: string, requestId: string): void {
    if (this.mode === 'off' || this.#texts.has(text)) return;
    if (this.mode === 'enforce') {
      throw badRequest('This gateway runs only the operations of its manifests: add this one to a manifest.');
    }
    // The text may have secrets in it.
    const sha256Hash = createHash('sha256').update(text).digest('hex');
    this.logger.warn({ requestId, sha256Hash }, 'operation in no manifest');
  }
}

function idIn({ documentId, extensions }: SentOperation): string | undefined {
  if (typeof documentId === 'string') return documentId;
  if (extensions === undefined || extensions === null) return undefined;
  const sent = persistedQuery.safeParse(extensions);
  return sent.success ? sent.data.persistedQuery.sha256Hash : undefined;
}

// Code generators name the algorithm, Apollo's clients do not.
const bareId = (id: string): string => id.replace(/^sha256:/, '');
