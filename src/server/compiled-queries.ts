import { type FastifyRequest } from 'fastify';
import { getOperationAST, type GraphQLSchema, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

import { type AnswerText } from '../graphql/answer-text';
import { type CompiledQuery, compileQuery } from '../graphql/compiled-query';
import { type GatewayContext } from '../graphql/context';
import { documentBytes, planBytes } from './kept-bytes';
import { type VariablesCheck } from './operation-limits';
import { isNamedById } from './persisted-operations';

const maxBytes = 24_000_000;
const maxQueryLength = 20_000;
const maxAcceptLength = 200;
const plainNames = new Set(['query', 'operationName', 'variables', 'extensions']);
const jsonType = /^application\/json(?:; ?charset=utf-8)?$/i;

/** A request that is nothing but a query and its variables, sent as JSON. */
interface PlainRequest {
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown> | null | undefined;
  /** What Apollo Server's verdict on it depends on: all of it but the variables. */
  key: string;
}

/** An answer, and what it is said to be. */
export interface CompiledAnswer {
  text: AnswerText;
  contentType: string;
  /** What the client calls it. */
  operationName: string | undefined;
}

interface KnownQuery extends Pick<CompiledAnswer, 'contentType' | 'operationName'> {
  run: CompiledQuery | undefined;
  checkVariables: VariablesCheck | undefined;
  bytes: number;
}

/** What was answered, and how its operation is to be checked with other variables. */
export interface LearntAnswer extends Pick<CompiledAnswer, 'contentType'> {
  text: string;
  checkVariables: VariablesCheck | undefined;
}

/**
 * The queries that Apollo Server has parsed, validated and answered without an error before: they need not be parsed
 * and validated again. It holds their text and nothing of those who sent them.
 */
export class CompiledQueries {
  readonly #known = new LRUCache<string, KnownQuery>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes,
  });

  constructor(private readonly schema: GraphQLSchema) {}

  /** How many bytes they keep. */
  get bytes(): number {
    return this.#known.calculatedSize;
  }

  /**
   * The answer to a request; undefined where Apollo Server is to give it, be it that it is an error. Throws a refusal where
   * its variables make too much of it.
   */
  async answer(request: FastifyRequest, context: GatewayContext): Promise<CompiledAnswer | undefined> {
    const plain = plainRequestOf(request);
    const known = plain && this.#known.get(plain.key);
    if (known?.run === undefined) return undefined;
    known.checkVariables?.(plain?.variables);
    try {
      const text = await known.run(plain?.variables, context);
      // Apollo Server reports the errors of parts.
      if (context.partialErrors.isEmpty) {
        const { contentType, operationName } = known;
        return { text, contentType, operationName };
      }
    } catch {
      // Apollo Server meets the same error, and says what it is.
    }
    context.partialErrors.clear();
    context.responseSize.restart();
    return undefined;
  }

  /** Learns from an answer of Apollo Server's. */
  learn(request: FastifyRequest, { text, contentType, checkVariables }: LearntAnswer): void {
    if (!text.startsWith('{"data":')) return;
    const plain = plainRequestOf(request);
    if (plain === undefined || this.#known.has(plain.key)) return;
    const document = parse(plain.query, { noLocation: true });
    const run = compileQuery(this.schema, document, plain.operationName);
    const operationName = getOperationAST(document, plain.operationName)?.name?.value;
    // A plan keeps the document, and the check of variables one of its own.
    const documents = (run === undefined ? 0 : 1) + (checkVariables === undefined ? 0 : 1);
    const bytes = plain.key.length + documents * documentBytes(document) + planBytes(run?.fields ?? 0);
    this.#known.set(plain.key, { run, contentType, operationName, checkVariables, bytes });
  }
}

function plainRequestOf({ method, url, headers, body }: FastifyRequest): PlainRequest | undefined {
  const { accept = '' } = headers;
  if (method !== 'POST' || url.includes('?') || accept.length > maxAcceptLength) return undefined;
  // Anything else could come from a form of another site, or be no JSON: Apollo Server knows.
  if (!jsonType.test(headers['content-type'] ?? '')) return undefined;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  if (!Object.keys(body).every((name) => plainNames.has(name))) return undefined;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query.length > maxQueryLength) return undefined;
  if (!isOptional(operationName, 'string') || !isOptional(variables, 'object') || Array.isArray(variables)) {
    return undefined;
  }
  // Apollo's client tells in `extensions` what it is.
  if (!isOptional(extensions, 'object') || Array.isArray(extensions) || isNamedById(body)) return undefined;
  const name = (operationName as string | null | undefined) ?? undefined;
  return {
    query,
    operationName: name,
    variables: variables as PlainRequest['variables'],
    // Neither a header nor JSON has a line break in it.
    key: `${accept}\n${JSON.stringify(name)}\n${query}`,
  };
}

function isOptional(value: unknown, type: 'string' | 'object'): boolean {
  return value === null || value === undefined || typeof value === type;
}
