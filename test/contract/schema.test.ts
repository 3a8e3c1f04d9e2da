import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  buildSchema as parseSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  graphqlSync,
  isEnumType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  parse,
  print,
  printType,
  visit,
} from 'graphql';

import { fieldsWithCosts } from '../../src/graphql/schema/demand-control';
import { buildSchema, printGatewaySchema, type SchemaOptions } from '../../src/graphql/schema/build-schema';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const contract = parseSchema(
  `scalar URL scalar DateTime
   directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT
   directive @tag(name: String!) repeatable on FIELD_DEFINITION
   ${read('test/fixtures/contract.graphql')}`,
);

const federationTypes = /^_(Any|Entity|Service)$/;
const federationFields = ['_entities', '_service'];

/** One line a type, field, argument and enum value: all that a client can depend on. */
function linesOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !federationTypes.test(type.name))
    .flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return [
        ...type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`),
        ...fieldsOf(type).flatMap((field) => [
          `${type.name}.${field.name}: ${String(field.type)}`,
          ...field.args.map(
            (arg) =>
              `${type.name}.${field.name}(${arg.name}: ${String(arg.type)} = ${String(arg.defaultValue)})`,
          ),
        ]),
      ];
    })
    .sort();
}

function fieldsOf(type: GraphQLObjectType | GraphQLInterfaceType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(({ name }) => !federationFields.includes(name));
}

/** One line a federation directive on a type or field. */
function directivesOf(sdl: string): string[] {
  const found: string[] = [];
  visit(parse(sdl), {
    ObjectTypeDefinition: ({ name, directives, fields }) => {
      found.push(...(directives ?? []).map((one) => `${name.value} ${print(one)}`));
      for (const field of fields ?? []) {
        found.push(
          ...(field.directives ?? []).map((one) => `${name.value}.${field.name.value} ${print(one)}`),
        );
      }
    },
  });
  return found.sort();
}

/** The SDL that a supergraph gets, which is available without introspection too. */
function servedSdl(options: SchemaOptions): string {
  const { data } = graphqlSync({ schema: buildSchema(options), source: '{ _service { sdl } }' });
  return (data as { _service: { sdl: string } })._service.sdl;
}

describe('the public schema', () => {
  it('matches the contract without secrets', () => {
    const secrets = ['Instagram', 'Facebook'].map((name) => `${name}Session.userAccessToken: String!`);
    secrets.push('Page.accessToken: String', 'FacebookPage.accessToken: String');
    const expected = linesOf(contract).filter((line) => !secrets.includes(line));
    expect(linesOf(buildSchema({ revealAccessTokens: false }))).toEqual(expected);
  });

  it('matches the contract with secrets, regardless of earlier builds', () => {
    buildSchema({ revealAccessTokens: false });
    expect(linesOf(buildSchema({ revealAccessTokens: true }))).toEqual(linesOf(contract));
    expect(printGatewaySchema()).not.toMatch(/accessToken:/i);
  });

  it('has the keys and tags of the contract', () => {
    const all = directivesOf(read('test/fixtures/contract.graphql'));
    expect(directivesOf(servedSdl({ revealAccessTokens: true }))).toEqual(all);
    expect(directivesOf(servedSdl({ revealAccessTokens: false }))).toEqual(
      all.filter((line) => !line.includes('@tag')),
    );
  });

  it('is the SDL of _service', () => {
    expect(servedSdl({ revealAccessTokens: false })).toBe(printGatewaySchema());
  });

  it('is committed as schema/gateway.graphql (npm run schema:print)', () => {
    expect(read('schema/gateway.graphql')).toBe(printGatewaySchema());
  });

  it('describes every type, field, argument and enum value', () => {
    const undescribed = Object.values(buildSchema({ revealAccessTokens: true }).getTypeMap())
      .filter((type) => !isIntrospectionType(type) && !isScalarType(type) && !federationTypes.test(type.name))
      .flatMap((type) =>
        ['Query', 'Mutation'].includes(type.name) ? placesIn(type).slice(1) : placesIn(type),
      )
      .filter(([, description]) => description === undefined || description === null || description === '')
      .map(([place]) => place);
    expect(undescribed).toEqual([]);
  });
});

type Place = [place: string, description: string | null | undefined];

function placesIn(type: GraphQLNamedType): Place[] {
  const own: Place = [type.name, type.description];
  if (isEnumType(type)) {
    return [
      own,
      ...type.getValues().map(({ name, description }): Place => [`${type.name}.${name}`, description]),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`Not looked at: ${printType(type)}`);
  return [
    own,
    ...fieldsOf(type).flatMap((field): Place[] => [
      [`${type.name}.${field.name}`, field.description],
      ...field.args.map((arg): Place => [`${type.name}.${field.name}(${arg.name})`, arg.description]),
    ]),
  ];
}

describe('the typed operations', () => {
  it('match schema/operations (npm run codegen)', () => {
    const check = (): string =>
      execFileSync(
        process.execPath,
        ['node_modules/.bin/graphql-codegen', '--config', 'codegen.yml', '--check'],
        {
          cwd: root,
          encoding: 'utf8',
          stdio: 'pipe',
        },
      );
    expect(check).not.toThrow();
  }, 60_000);

  it("match the gateway's own manifest", () => {
    expect(read('schema/persisted-operations.json')).toBe(read('test/generated/persisted-documents.json'));
  });
});

describe('the costs of fields', () => {
  it('name existing fields', () => {
    const schema = buildSchema({ revealAccessTokens: false });
    const isThere = (coordinate: string): boolean => {
      const [typeName = '', fieldName = ''] = coordinate.split('.');
      const type = schema.getType(typeName);
      return (isObjectType(type) || isInterfaceType(type)) && fieldName in type.getFields();
    };
    expect(fieldsWithCosts.filter((coordinate) => !isThere(coordinate))).toEqual([]);
  });
});
