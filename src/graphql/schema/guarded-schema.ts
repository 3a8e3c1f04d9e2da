import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isListType,
  isNonNullType,
} from 'graphql';

import { type Slices } from '../../onebox/bodies/time-slices';
import { type GatewayContext } from '../context';
import { fieldsPerItemOf, type ResponseSize } from './response-size';

// A list of this length is completed in at most a millisecond, without a time slice.
const shortListLength = 64;
const itemsPerTimeCheck = 8;

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>;

/**
 * Wraps the resolvers of the schema with bounds that apply during execution:
 *  - each list counts towards the size of the response before its items are completed,
 *  - a long list is completed in time slices, between which other requests are served,
 *  - the error of a nullable field or list entry makes it null; a response reports at most ten such errors.
 */
export function guardedSchema(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => {
      const { type, resolve = defaultFieldResolver as Resolver } = field;
      const listType = getNullableType(type);
      const itemsMayBeNull = isListType(listType) && !isNonNullType(listType.ofType);
      const complete: Resolver = isListType(listType)
        ? (source, args, context, info) =>
            then(resolve(source, args, context, info), (items) =>
              guardList(items, itemsMayBeNull, context, info),
            )
        : resolve;
      return { ...field, resolve: isNonNullType(type) ? complete : nullOnError(complete) };
    },
  });
}

function nullOnError(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const fail = (error: unknown): null => {
      context.partialErrors.add(error, info);
      return null;
    };
    try {
      const value = resolve(source, args, context, info);
      // graphql-js throws an error that a resolver returns.
      if (value instanceof Error) return fail(value);
      return isPromise(value) ? value.catch(fail) : value;
    } catch (error) {
      return fail(error);
    }
  };
}

function guardList(
  items: unknown,
  itemsMayBeNull: boolean,
  { partialErrors, responseSize, slices }: GatewayContext,
  info: GraphQLResolveInfo,
): unknown {
  if (!Array.isArray(items)) return items;
  responseSize.addList(items.length, fieldsPerItemOf(info));
  const nullOf = (error: unknown, index: number): null => {
    partialErrors.add(error, info, index);
    return null;
  };
  const guarded = itemsMayBeNull
    ? items.map((item: unknown, index) =>
        isPromise(item)
          ? item.then(
              (settled) => (settled instanceof Error ? nullOf(settled, index) : settled),
              (error: unknown) => nullOf(error, index),
            )
          : item,
      )
    : items;
  const begin = (): readonly unknown[] =>
    items.length > shortListLength ? inSlices(guarded, itemsMayBeNull, responseSize, slices) : guarded;
  return items.length > 0 && slices.isOver() ? slices.next().then(begin) : begin();
}

/**
 * The items as promises that resolve a few at a time, within the time slices of this request.
 *
 * Once the response is too large, one item fails and the others stay pending: the first failure ends the list, and graphql-js would
 * create an error for each further one. Where items may be null, graphql-js waits for all of them, so the others become null.
 */
function inSlices(
  items: readonly unknown[],
  itemsMayBeNull: boolean,
  responseSize: ResponseSize,
  slices: Slices,
): readonly Promise<unknown>[] {
  let hasFailed = false;
  const gates: PromiseWithResolvers[] = [];
  const itemOrFailure = (item: unknown): unknown => {
    if (responseSize.exceeded === undefined) return item;
    if (itemsMayBeNull) return null;
    if (hasFailed) return new Promise(() => undefined);
    hasFailed = true;
    throw responseSize.exceeded;
  };
  const gated = items.map((item, index) => {
    const gate = (gates[Math.floor(index / itemsPerTimeCheck)] ??= promiseWithResolvers());
    return gate.promise.then(() => itemOrFailure(item));
  });
  const open = async (): Promise<void> => {
    for (const [index, gate] of gates.entries()) {
      if (slices.isOver()) await slices.next();
      gate.resolve();
      if (responseSize.exceeded !== undefined && !itemsMayBeNull) return;
      // graphql-js awaits the item first, so it has completed the item when this continues.
      await gated[Math.min((index + 1) * itemsPerTimeCheck, gated.length) - 1];
    }
  };
  // The failure of an item has already ended the list.
  open().catch(() => undefined);
  return gated;
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
}

function promiseWithResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}

function then(value: unknown, complete: (settled: unknown) => unknown): unknown {
  return isPromise(value) ? value.then(complete) : complete(value);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}
