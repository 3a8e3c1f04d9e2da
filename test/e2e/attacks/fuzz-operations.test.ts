import fc from 'fast-check';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

import { buildSchema } from '../../../src/graphql/schema/build-schema';
import { documentedSessionId } from '../../support/fixtures';
import {
  clientCanary,
  expectUnharmed,
  type FuzzedRequest,
  type FuzzTarget,
  startFuzzTarget,
} from '../../support/fuzzing';

const schema = buildSchema({ revealAccessTokens: false });

/** Draws numbers below `bound`. */
type Draw = (bound: number) => number;

/** Draws whether to make a mistake, which one operation in `oneIn` or so has. */
type Slip = (oneIn: number) => boolean;

/** Numbers in a row that the seed alone decides (mulberry32). */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(bound, 1);
  };
}

const hostileTexts = [
  clientCanary,
  `${clientCanary}\\r\\nx: y`,
  '../../api/authenticate',
  '__proto__',
  'constructor',
  '\\u0000',
  '💥'.repeat(50),
  '',
  '-1e309',
];

function textIn(draw: Draw): string {
  return draw(3) === 0 ? (hostileTexts[draw(hostileTexts.length)] ?? '') : documentedSessionId;
}

function argumentsOf(field: GraphQLField<unknown, unknown>, draw: Draw, slip: Slip): string {
  const given = field.args.filter(({ type }) => (isNonNullType(type) ? !slip(40) : draw(2) === 0));
  if (given.length === 0) return '';
  return `(${given.map(({ name, type }) => `${name}: ${valueOf(String(getNamedType(type)), isListType(isNonNullType(type) ? type.ofType : type), draw, slip)}`).join(', ')})`;
}

function valueOf(typeName: string, isList: boolean, draw: Draw, slip: Slip): string {
  if (slip(25)) return ['null', '{}', '[[]]', '$missing', '1e400', clientCanary, '"""'][draw(7)] ?? '';
  if (isList) {
    const types = [
      'Page',
      'InstagramSession',
      'InstagramAccount',
      'ConnectedInstagramAccount',
      'ConnectedTwitterAccount',
      'FacebookPage',
      'FacebookSession',
      'TwitterSession',
      '__proto__',
      'Nothing',
    ];
    const one = (): string =>
      `{ __typename: "${types[draw(types.length)] ?? ''}", id: "${textIn(draw)}", sessionId: "${textIn(draw)}" }`;
    return `[${Array.from({ length: draw(4) }, one).join(', ')}]`;
  }
  if (typeName === 'Int') return String(draw(300) - 100);
  if (typeName === 'OneboxEnvironment') {
    return slip(3) ? 'NOWHERE' : (['DEVELOPMENT', 'PRODUCTION'][draw(2)] ?? '');
  }
  if (typeName === 'OneboxChannel') {
    return slip(3) ? 'FAX' : (['INSTAGRAM', 'FACEBOOK', 'TWITTER', 'OTHER'][draw(4)] ?? '');
  }
  return `"${textIn(draw)}"`;
}

function selectionOf(type: GraphQLNamedType, depth: number, draw: Draw, slip: Slip): string {
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const chosen = types[draw(types.length || 1)];
  const inside =
    chosen === undefined ? '' : `... on ${chosen.name} ${selectionOf(chosen, depth, draw, slip)}`;
  // An operation that selects the SDL is rejected as a whole.
  const fields = (isObjectType(type) ? Object.values(type.getFields()) : []).filter(
    ({ name }) => name !== '_service' || slip(4),
  );
  const some = Array.from({ length: 1 + draw(4) }, () => fields[draw(fields.length || 1)]);
  const texts = some.map((field) => (field === undefined ? '' : fieldText(field, depth, draw, slip)));
  return `{ __typename ${inside} ${texts.join(' ')} }`;
}

function fieldText(field: GraphQLField<unknown, unknown>, depth: number, draw: Draw, slip: Slip): string {
  const type = getNamedType(field.type);
  if (isCompositeType(type) && depth === 0) return '';
  // Two fields of one name with different selections conflict.
  const isAliased = field.args.length > 0 ? !slip(3) : draw(3) === 0;
  const alias = isAliased ? `a${draw(1000)}: ` : '';
  const directive = slip(12)
    ? (['@skip(if: 1)', '@unknown'][draw(2)] ?? '')
    : draw(12) === 0
      ? '@include(if: true)'
      : '';
  const selection = isCompositeType(type) ? selectionOf(type, depth - 1, draw, slip) : '';
  return `${alias}${field.name}${argumentsOf(field, draw, slip)} ${directive} ${selection}`;
}

function operation(draw: Draw, slip: Slip): string {
  const kind = draw(4) === 0 ? 'mutation' : 'query';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return `${kind} Fuzzed ${root ? selectionOf(root, 5, draw, slip) : ''}`;
}

/** Whatever is in its values, it is an operation of the schema. */
const validOperation = (draw: Draw): string => operation(draw, () => false);

/** An operation with mistakes, or with something wrong in its text. */
function nearlyValid(draw: Draw): string {
  const text = operation(draw, (oneIn) => draw(oneIn) === 0);
  if (draw(2) === 0) return text;
  const at = draw(text.length);
  const wrong = [
    '{',
    '}',
    '"',
    '$',
    '...',
    'fragment F on Page { ...F }',
    `"${clientCanary}"`,
    '\u0000',
    '#',
    '',
  ];
  return `${text.slice(0, at)}${wrong[draw(wrong.length)] ?? ''}${text.slice(at + draw(3))}`;
}

function hostile(draw: Draw): string {
  // On both sides of the bounds.
  const many = 1 + draw(draw(2) === 0 ? 50 : 600);
  const session = `instagramSession(id: "${documentedSessionId}")`;
  return (
    [
      () => `{ ${'a: __typename '.repeat(many)} }`,
      () => `{ ${Array.from({ length: many }, (_, i) => `a${i}: ${session} { id }`).join(' ')} }`,
      () => `{ ${session} ${'{ pages { session '.repeat(many)} { id } ${'} }'.repeat(many)} }`,
      () => `{ __typename ${'@skip(if: false) '.repeat(many)} }`,
      () => `{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ${session} { id } }`,
      () =>
        `{ ...F0 } ${Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F40 on Query { __typename }`,
      () => `{ __schema ${'{ types { fields { type '.repeat(1 + draw(30))} { name } ${'} } }'.repeat(30)} }`,
      () => `query (${Array.from({ length: many }, (_, i) => `$v${i}: ID`).join(' ')}) { __typename }`,
      () => `{ ${session} { ${'id '.repeat(many)} } }`,
      () => '[['.repeat(many),
      () => `{ instagramAuthUrl(site: ${'['.repeat(many)}"${clientCanary}"${']'.repeat(many)}) }`,
      () => `query A { a } query A { a } subscription { a(b: "${clientCanary}") }`,
    ][draw(12)]?.() ?? ''
  );
}

const variablesTexts = [
  '{}',
  'null',
  `{"id":"${clientCanary}"}`,
  '{"__proto__":{"polluted":1}}',
  `{"id":${'['.repeat(500)}${']'.repeat(500)}}`,
  `{"representations":[${'{"__typename":"Page"},'.repeat(6000)}{}]}`,
];

const request = fc.tuple(fc.nat(2), fc.integer()).map(([kind, seed]): FuzzedRequest => {
  const draw = drawFrom(seed);
  const query = [validOperation, nearlyValid, hostile][kind]?.(draw) ?? '';
  const variables = kind > 0 && draw(6) === 0 ? variablesTexts[draw(variablesTexts.length)] : undefined;
  return {
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      ...(draw(8) > 0 && { authorization: `Bearer ${clientCanary}${draw(20)}` }),
    },
    body: `{"query":${JSON.stringify(query)}${variables === undefined ? '' : `,"variables":${variables}`}}`,
  };
});

let target: FuzzTarget;

beforeAll(async () => {
  target = await startFuzzTarget();
}, 30_000);

it('20,100 valid, nearly valid and hostile operations get a response without an internal error', async () => {
  await expectUnharmed(target, request);
  // Some operations pass all checks.
  expect(target.tally.withData).toBeGreaterThan(2000);
  expect(target.tally.statuses[400]).toBeGreaterThan(1000);
}, 400_000);
