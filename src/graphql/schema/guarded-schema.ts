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

// An event loop turn completes so many in a millisecond or less.
const fewItems = 64;
const itemsPerLook = 8;

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>;

/**
 * The schema as graphql-js runs it, with bounds that hold while an operation runs:
 *  - each list counts in the size of the response before its items are completed,
 *  - a long list is completed in slices of time, between which other requests are served,
 *  - the error of a nullable field, or entry of a list, is one of at most ten that are reported, and its place is null.
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
    items.length > fewItems ? inSlices(guarded, itemsMayBeNull, responseSize, slices) : guarded;
  return items.length > 0 && slices.isOver() ? slices.next().then(begin) : begin();
}

/**
 * The items, as promises that resolve a few at a time while this request has its slice of the event loop.
 *
 * Once the response is too large, one item fails and the others stay pending: graphql-js makes an error for each that
 * fails, and the first has ended the list. Where items may be null it would wait for the others, so that all are null.
 */
function inSlices(
  items: readonly unknown[],
  itemsMayBeNull: boolean,
  responseSize: ResponseSize,
  slices: Slices,
): readonly Promise<unknown>[] {
  let hasFailed = false;
  const gates: PromiseWithResolvers[] = [];
  const pass = (item: unknown): unknown => {
    if (responseSize.exceeded === undefined) return item;
    if (itemsMayBeNull) return null;
    if (hasFailed) return new Promise(() => undefined);
    hasFailed = true;
    throw responseSize.exceeded;
  };
  const gated = items.map((item, index) => {
    const gate = (gates[Math.floor(index / itemsPerLook)] ??= promiseWithResolvers());
    return gate.promise.then(() => pass(item));
  });
  const open = async (): Promise<void> => {
    for (const [index, gate] of gates.entries()) {
      if (slices.isOver()) await slices.next();
      gate.resolve();
      if (responseSize.exceeded !== undefined && !itemsMayBeNull) return;
      // graphql-js has completed the item when this goes on: it waits for it since before.
      await gated[Math.min((index + 1) * itemsPerLook, gated.length) - 1];
    }
  };
  // An item that fails has ended the list.
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
