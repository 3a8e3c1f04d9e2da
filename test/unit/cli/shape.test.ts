import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { documentedNames } from '../../../src/cli/record/documented-names';
import { FieldNames } from '../../../src/cli/record/field-names';
import { type JsonSchema, Shape } from '../../../src/cli/record/shape';
import { stringFormat } from '../../../src/cli/record/string-format';
import { parseLosslessJson } from '../../../src/onebox/bodies/lossless-json';
import { documentedFields, documentedSessionId } from '../../support/fixtures';
import { jwt } from '../../support/tokens';

function shapeOf(json: string): JsonSchema {
  const body = parseLosslessJson(json);
  const shape = new Shape();
  shape.add(body, new FieldNames([body]));
  return shape.toSchema();
}

describe('Shape', () => {
  it('has the types of all entries of a list, and which fields each has', () => {
    expect(shapeOf('{"data":[{"Id":"7","Port":1},{"Id":"8","Port":null},{"Id":"9"}]}')).toEqual({
      type: 'object',
      properties: {
        data: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              Id: { type: 'string', format: 'digits' },
              Port: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
            },
            required: ['Id'],
          },
        },
      },
      required: ['data'],
    });
  });

  it.each([
    ['17841439754602482', { type: 'integer', format: 'over-53-bits' }],
    ['1.50', { type: 'number' }],
    ['1e400', { type: 'number' }],
    ['true', { type: 'boolean' }],
    ['[]', { type: 'array', maxItems: 0 }],
    ['{}', { type: 'object' }],
  ])('of %s is %j', (json, schema) => {
    expect(shapeOf(json)).toEqual(schema);
  });

  it('stops in a body that is nested 100,000 deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(JSON.stringify(shapeOf(deep))).toContain('nested deeper than is looked at');
  });
});

describe('FieldNames', () => {
  const newName = (name: string, rest: object = {}): boolean =>
    JSON.stringify(shapeOf(JSON.stringify({ Id: '7', [name]: null, ...rest }))).includes(name);

  it('writes a new name beside a documented one', () => {
    expect(newName('PictureUrl')).toBe(true);
  });

  it.each(['sari@example.com', '241794770143249', 'Sari Dewi', 'EAAG73PZBL8q4BACaAO7', 'a'.repeat(40)])(
    'does not write %s, which looks like a value',
    (name) => {
      expect(newName(name)).toBe(false);
    },
  );

  it('does not write a name that repeats a word of a value, or of a key in a map', () => {
    expect(newName('Dewi', { Name: 'Sari Dewi' })).toBe(false);
    expect(newName('tokenOfSari', { Name: 'Sari Dewi' })).toBe(false);
    expect(newName('Sari', { map: { Sari: 1 } })).toBe(false);
  });

  it('writes no name of an object without a documented one', () => {
    expect(shapeOf('{"Sari":{"Id":"7"}}')).toEqual({
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { Id: { type: 'string', format: 'digits' } },
        required: ['Id'],
      },
    });
  });
});

describe('documentedNames', () => {
  it('has every name of the documented bodies', () => {
    const namesIn = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([name, one]) => [
            ...(Array.isArray(value) ? [] : [name]),
            ...namesIn(one),
          ]);
    const files = readdirSync(join(__dirname, '..', '..', 'fixtures', 'wire'));
    const missing = files.flatMap((file) => namesIn(documentedFields(file)));
    expect(missing.filter((name) => !documentedNames.has(name))).toEqual([]);
  });
});

describe('stringFormat', () => {
  it.each([
    ['', 'empty'],
    [' ', 'blank'],
    ['1', 'flag'],
    ['241794770143249', 'digits'],
    ['17841439754602482', 'digits-over-53-bits'],
    ['-1.5', 'decimal'],
    ['0000-00-00 00:00:00', 'zero-date-time'],
    ['2020-09-09 09:45:05', 'date-time-without-zone'],
    ['2020-09-09 09:45:05.123', 'date-time-without-zone-with-fraction'],
    ['2020-02-30 09:45:05', 'impossible-date-time'],
    ['2020-09-09T09:45:05+07:00', 'date-time'],
    ['2020-09-09', 'date'],
    ['https://cdn.example/a.jpg?oe=5F7E760F', 'uri-with-expiry'],
    ['https://cdn.example/a.jpg', 'uri'],
    ['sari@example.com', 'email'],
    [Buffer.from(documentedSessionId, 'base64').toString(), 'session-id'],
    [documentedSessionId, 'encoded-session-id'],
    [jwt({ sub: '55' }), 'jwt'],
    ['EAAG73PZBL8q4BACaAO7eALsI5TaCImCnkAnRf566L0r9gPP0', 'token'],
    ['PVD28', 'code'],
    ['<html>', 'markup'],
    ['Expired token', 'text'],
    ['7'.repeat(10_000), 'long-text'],
  ])('of %j is %s', (text, format) => {
    expect(stringFormat(text)).toBe(format);
  });
});
