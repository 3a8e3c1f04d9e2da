import { type BodyShape, shapeOf } from '../../../src/cli/record/body-shape';
import { stringFormat } from '../../../src/cli/record/string-format';
import { parseLosslessJson } from '../../../src/onebox/bodies/lossless-json';
import { at, listAt, optional, record } from '../../../src/onebox/wire/table/table';
import { digits, text } from '../../../src/onebox/wire/table/values';
import { documentedSessionId } from '../../support/fixtures';
import { jwt } from '../../support/tokens';

const table = record({
  site: at('site', record({ id: at('Id', digits) })),
  rows: listAt('data', record({ id: at('Id', digits), name: at('Name', text, optional) }), {}),
});

function shapeOfJson(json: string): BodyShape {
  return shapeOf(table, parseLosslessJson(json), { utcOffset: 'Z' });
}

describe('shapeOf', () => {
  it('has the types and formats of each field of the table, over all entries of a list', () => {
    const json = '{"site":{"Id":7},"data":[{"Id":"7","Name":"Sari"},{"Id":"8","Name":null},{"Id":"9"}]}';
    expect(shapeOfJson(json)).toEqual({
      formats: {
        site: ['object'],
        'site.Id': ['integer'],
        data: ['array'],
        'data[].Id': ['digits'],
        'data[].Name': ['absent', 'null', 'text'],
      },
      missing: [],
      unreadable: [],
    });
  });

  it('says which fields are missing, and which cannot be read', () => {
    const { missing, unreadable } = shapeOfJson('{"data":[{"Id":"a"},{"Name":["b"]}]}');
    expect(missing).toEqual(['site', 'data[].Id']);
    expect(unreadable).toEqual(['data[].Id', 'data[].Name']);
  });

  it.each(['"text"', '7', 'null'])('cannot read %s in the place of a body', (json) => {
    expect(shapeOfJson(json)).toEqual({ formats: {}, missing: [], unreadable: ['the body'] });
  });

  it('writes no name that is not in the table', () => {
    const json = '{"Sari":{"Dewi":1},"data":[{"Id":"7","sari@example.com":"2020-09-09"},{"__proto__":{}}]}';
    const { formats } = shapeOfJson(json);
    expect(Object.keys(formats)).toEqual(['site', 'data', 'data[].Id', 'data[].Name', 'data[].*', '*']);
    expect(formats['data[].*']).toEqual(['date', 'object']);
    expect(formats['*']).toEqual(['object']);
  });

  it.each([
    ['17841439754602482', 'integer-over-53-bits'],
    ['1.50', 'number'],
    ['1e400', 'number'],
    ['true', 'boolean'],
    ['[]', 'array'],
    ['{}', 'object'],
  ])('of %s is %s', (json, format) => {
    expect(shapeOfJson(`{"other":${json}}`).formats['*']).toEqual([format]);
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
