import { hash } from 'node:crypto';

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  printSchema,
  isObjectType,
  Kind,
  OperationTypeNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';

import { type SessionBody } from '../../onebox/sessions/session-channel';
import { type WireRecord } from '../../onebox/wire/table/table';
import { facebookSessions } from '../facebook-session/facebook-session.mapper';
import { instagramSessions } from '../instagram-session/instagram-session.mapper';
import { countFieldsPerItem } from '../schema/response-size';
import { type SessionKind } from '../session/session-loaders';
import { twitterSessions } from '../twitter-session/twitter-session.mapper';
import { type EntityName, entityRecords } from './entity-records';
import { type OperationFacts } from './operation-facts';
import { type Projection } from './projection/projection';
import { compileProjection } from './projection/projection-compiler';
import { fieldsOf, NotProjectable, type SelectionInfo } from './projection/selection';

/** Sessions of any channel. */
export type AnySessionKind = SessionKind<SessionBody, object>;

// The cast is safe: each kind maps only the sessions that it decoded itself.
const sessionFields = {
  instagramSession: instagramSessions,
  facebookSession: facebookSessions,
  twitterSession: twitterSessions,
} as unknown as Readonly<Record<string, AnySessionKind>>;

/** The coerced variables of a request. */
export type Variables = Readonly<Record<string, unknown>>;

/** `instagramSession`, `facebookSession` or `twitterSession`. */
export interface SessionField {
  kind: 'session';
  /** Its place among the root fields. */
  index: number;
  sessions: AnySessionKind;
  key: string;
  id: (variables: Variables) => string;
  projection: Projection;
}

/** `_entities`, for types whose values are in a session. */
export interface EntitiesField {
  kind: 'entities';
  /** Its place among the root fields. */
  index: number;
  key: string;
  representations: (variables: Variables) => readonly unknown[];
  /** Checks what a session cannot be read without. */
  session: Projection;
  projections: Readonly<Record<EntityName, Projection>>;
  fieldsPerItem: number;
}

/** `__typename`. */
interface ConstantField {
  kind: 'constant';
  key: string;
  value: string;
}

/** A query whose values all come from the bodies of sessions, or from the connections of their accounts. */
export interface CompiledOperation {
  fields: readonly (SessionField | EntitiesField | ConstantField)[];
  facts: OperationFacts;
  /** Whether all values come from the bodies of sessions. */
  isOfSessions: boolean;
  /** Equal for operations that have the same response for the same session. Part of a cache key. */
  fingerprint: string;
}

type CompileSelection = (
  type: GraphQLObjectType,
  record: WireRecord<object>,
  selectionSets: readonly SelectionSetNode[],
) => Projection;

/**
 * Compiles an operation. Of the variables, only the conditions of `@skip` and `@include` matter. Returns undefined where graphql-js has
 * to run the operation.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Variables,
): CompiledOperation | undefined {
  const operation = getOperationAST(document, operationName);
  const queryType = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !queryType) return undefined;
  const fragments = fragmentsOf(document);
  const info = { schema, fragments, variableValues: variables };
  const facts: OperationFacts = { fields: 0, longestName: 0, hasConnections: false };
  // Aliases with the same selection share one projection.
  const projections = new Map<string, Projection>();
  const project: CompileSelection = (type, record, selectionSets) => {
    const selection = `${type.name} ${selectionSets.map(print).join(' ')}`;
    const projection =
      projections.get(selection) ?? compileProjection(info, type, record, selectionSets, facts);
    projections.set(selection, projection);
    return projection;
  };
  try {
    const fields = [...fieldsOf(info, queryType, [operation.selectionSet])].map(([key, nodes], index) =>
      rootField(key, index, nodes, info, project),
    );
    return {
      fields,
      facts,
      isOfSessions: !facts.hasConnections && fields.every(({ kind }) => kind !== 'entities'),
      fingerprint: fingerprintOf(info, operation),
    };
  } catch (error) {
    if (error instanceof NotProjectable) return undefined;
    throw error;
  }
}

/** The variables that decide which fields a document selects. */
export function conditionsIn(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (node) => {
      for (const { value } of node.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

function rootField(
  key: string,
  index: number,
  nodes: [FieldNode, ...FieldNode[]],
  info: SelectionInfo,
  project: CompileSelection,
): CompiledOperation['fields'][number] {
  const [node] = nodes;
  const queryType = info.schema.getQueryType();
  if (node.name.value === '__typename') return { kind: 'constant', key, value: queryType?.name ?? '' };
  const field = queryType?.getFields()[node.name.value];
  if (field === undefined) throw new NotProjectable('There is no such field.');
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const argument = (name: string): ((variables: Variables) => unknown) => {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    return value?.kind === Kind.VARIABLE && field.args.length === 1
      ? (variables) => variables[value.name.value]
      : (variables) => getArgumentValues(field, node, variables)[name];
  };
  const type = getNamedType(field.type);
  const sessions = Object.hasOwn(sessionFields, field.name) ? sessionFields[field.name] : undefined;
  if (sessions !== undefined && isObjectType(type)) {
    const projection = project(type, sessions.channel.table, selectionSets);
    return { kind: 'session', index, sessions, key, id: argument('id') as SessionField['id'], projection };
  }
  if (field.name !== '_entities') throw new NotProjectable('Its values are not in a session.');
  const projectionOf = (name: EntityName): Projection => {
    const entityType = info.schema.getType(name);
    if (!isObjectType(entityType)) throw new NotProjectable('There is no such type.');
    return project(entityType, entityRecords[name], selectionSets);
  };
  const sessionType = info.schema.getType('InstagramSession');
  if (!isObjectType(sessionType)) throw new NotProjectable('There is no such type.');
  return {
    kind: 'entities',
    index,
    key,
    session: project(sessionType, instagramSessions.channel.table, [onlyTypename]),
    representations: argument('representations') as EntitiesField['representations'],
    projections: {
      Page: projectionOf('Page'),
      InstagramAccount: projectionOf('InstagramAccount'),
      InstagramBusinessAccount: projectionOf('InstagramBusinessAccount'),
    },
    fieldsPerItem: countFieldsPerItem(info, type, nodes),
  };
}

const onlyTypename: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

const schemaDigests = new WeakMap<GraphQLSchema, string>();

function fingerprintOf(
  { schema, variableValues, fragments }: SelectionInfo,
  operation: OperationDefinitionNode,
): string {
  // The fields of the schema depend on the settings and on the version.
  const schemaDigest = schemaDigests.get(schema) ?? hash('sha256', printSchema(schema), 'base64');
  schemaDigests.set(schema, schemaDigest);
  const conditions = Object.entries(variableValues).filter(([, value]) => typeof value === 'boolean');
  const text = [operation, ...Object.values(fragments)].map(print).join(' ');
  return hash('sha256', JSON.stringify([schemaDigest, text, conditions]), 'base64');
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
