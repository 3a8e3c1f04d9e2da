import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  type GraphQLSchema,
  parse,
  print,
  type VariableDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Logger } from 'pino';

import { type GatewayRequest } from '../gateway-request';
import { type GatewayContext } from '../../graphql/context';
import {
  type CompiledOperation,
  compileOperation,
  conditionsIn,
  type Variables,
} from '../../graphql/execution/compile-operation';
import { executeOperation, type ResponseText } from '../../graphql/execution/execute-operation';
import { Fallback, type FallbackReason, type FastPathFallback } from '../../graphql/execution/fallback';
import { OneboxError } from '../../onebox/onebox-error';
import { responseContentType } from '../http/error-response';
import { documentBytes, functionBytes } from './memory-estimate';
import { PendingOperations } from './pending-operations';
import { type VariablesCheck } from './operation-limits';
import { type SentRequest } from '../http/sent-request';
import { type PlainRequest, plainRequestOf } from './plain-request';
import { safeOperationName } from '../telemetry/operation-names';
import { type ObservedOperation } from '../telemetry/request-telemetry';

const maxBytes = 24_000_000;
// The maximum of compiled variants of one operation: each combination of its conditions is one.
const maxVariants = 8;

/** Options of {@link KnownOperations}. */
export interface KnownOperationsOptions {
  schema: GraphQLSchema;
  logger: Logger;
  onFallback: (reason: FastPathFallback) => void;
}

/** A response of the fast path. */
export interface FastResponse {
  text: ResponseText;
  contentType: string;
}

interface KnownOperation {
  document: DocumentNode;
  observed: ObservedOperation;
  contentType: string;
  checkVariables: VariablesCheck | undefined;
  /** Throws a {@link Fallback}. */
  coerce: (sent: Variables) => Variables;
  /** The variables that decide which fields are selected. */
  conditions: readonly string[];
  /** By the values of the conditions. */
  variants: Map<string, CompiledOperation | undefined>;
}

/**
 * The operations that Apollo Server has parsed and validated before. The fast path executes those that can be compiled. Holds their texts,
 * and no data of clients.
 */
export class KnownOperations {
  readonly #known = new LRUCache<string, KnownOperation>({
    maxSize: maxBytes,
    sizeCalculation: (known, key) => key.length + bytesOf(known),
  });

  /** The operations that are being validated. */
  readonly #pending = new PendingOperations();

  constructor(private readonly options: KnownOperationsOptions) {}

  /** The estimated memory of all known operations, in bytes. */
  get bytes(): number {
    return this.#known.calculatedSize;
  }

  /**
   * Executes a request on the fast path. Returns undefined where Apollo Server must respond, also with an error. Throws a request error
   * where the variables exceed the limits of the operation.
   */
  async execute(
    request: GatewayRequest,
    sent: SentRequest,
    text: unknown,
    context: GatewayContext,
  ): Promise<FastResponse | undefined> {
    const plain = plainRequestOf(request, sent, text);
    const known = plain && (this.#known.get(plain.key) ?? (await this.#afterValidation(plain.key, request)));
    if (plain === undefined || known === undefined) return undefined;
    request.telemetry.resolved(known.observed);
    known.checkVariables?.(plain.variables);
    try {
      const { operation, variables } = this.#compiled(plain, known);
      if (operation === undefined) {
        this.options.onFallback('not-compiled');
        return undefined;
      }
      const response = await executeOperation(operation, variables, context);
      return { text: response, contentType: known.contentType };
    } catch (error) {
      this.#report(error, context.requestId);
      context.responseSize.restart();
      return undefined;
    }
  }

  /** Adds an operation that Apollo Server has validated. `checkVariables` checks it with other variables. */
  add(
    request: GatewayRequest,
    sent: SentRequest,
    text: unknown,
    checkVariables: VariablesCheck | undefined,
  ): void {
    const plain = plainRequestOf(request, sent, text);
    const contentType = responseContentType(request.headers.accept);
    if (plain === undefined || contentType === undefined || this.#known.has(plain.key)) return;
    const document = parse(plain.text, { noLocation: true });
    const operation = getOperationAST(document, plain.operationName);
    const known: KnownOperation = {
      document,
      observed: { name: safeOperationName(operation?.name?.value), type: operation?.operation ?? 'query' },
      contentType,
      checkVariables,
      coerce: variableCoercer(this.options.schema, operation?.variableDefinitions ?? []),
      conditions: conditionsIn(document),
      variants: new Map(),
    };
    this.#known.set(plain.key, known);
    this.#pending.end(request);
    try {
      this.#compiled(plain, known);
    } catch (error) {
      // A failure to compile must not affect the request: graphql-js executes it.
      if (!(error instanceof Fallback)) this.#report(error, request.id);
    }
  }

  /** Must be called at the end of a request that {@link execute} did not execute, since its operation may be invalid. */
  endValidation(request: GatewayRequest): void {
    this.#pending.end(request);
  }

  async #afterValidation(key: string, request: GatewayRequest): Promise<KnownOperation | undefined> {
    await this.#pending.begin(key, request);
    return this.#known.get(key);
  }

  #compiled(
    { key, operationName, variables: sent }: PlainRequest,
    known: KnownOperation,
  ): { operation: CompiledOperation | undefined; variables: Variables } {
    const { schema } = this.options;
    const { document, conditions, variants } = known;
    const variables = known.coerce(sent);
    const chosen = conditions.map((name) => variables[name]);
    if (chosen.some((value) => typeof value !== 'boolean')) throw new Fallback('variables');
    const variant = chosen.join(' ');
    let operation = variants.get(variant);
    if (!variants.has(variant) && variants.size < maxVariants) {
      operation = compileOperation(schema, document, operationName, variables);
      variants.set(variant, operation);
      this.#known.set(key, known);
    }
    return { operation, variables };
  }

  #report(error: unknown, requestId: string): void {
    const reason = reasonOf(error);
    this.options.onFallback(reason);
    if (reason !== 'bug') return;
    const err = error instanceof Fallback ? error.cause : error;
    this.options.logger.error({ requestId, err }, 'the fast path failed: graphql-js executes the operation');
  }
}

/** Returns a function that coerces variables. Strings for `ID` and `String` are not coerced. */
function variableCoercer(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (sent: Variables) => Variables {
  const names = definitions.map(({ variable }) => variable.name.value);
  const areTexts = definitions.every(({ type }) => /^(?:ID|String)!?$/.test(print(type)));
  return (sent) => {
    if (areTexts && names.every((name) => typeof sent[name] === 'string')) return sent;
    const { coerced } = getVariableValues(schema, definitions, sent);
    if (coerced === undefined) throw new Fallback('variables');
    return coerced;
  };
}

function reasonOf(error: unknown): FallbackReason {
  if (error instanceof Fallback) return error.reason;
  return error instanceof OneboxError ? 'body' : 'bug';
}

function bytesOf({ document, checkVariables, variants }: KnownOperation): number {
  const fields = [...variants.values()].reduce((sum, operation) => sum + (operation?.facts.fields ?? 0), 0);
  // The check of variables holds a second document.
  return (checkVariables === undefined ? 1 : 2) * documentBytes(document) + functionBytes(fields);
}
