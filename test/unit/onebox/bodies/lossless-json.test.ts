import fc from 'fast-check';

import { isMarked, parseLosslessJson, spellingOf } from '../../../../src/onebox/bodies/lossless-json';

const spelt = (value: unknown): unknown => {
  if (typeof value === 'string') return isMarked(value) ? { spelt: spellingOf(value) } : value;
  if (Array.isArray(value)) return value.map(spelt);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spelt(one)]));
  }
  return value;
};
const parsed = (text: string): unknown => spelt(parseLosslessJson(text));

describe('parseLosslessJson', () => {
  it.each<[string, unknown]>([
    ['17841439754602483', { spelt: '17841439754602483' }],
    [' 17841439754602483\n', { spelt: '17841439754602483' }],
    ['[17841439754602483,1,"17841439754602484"]', [{ spelt: '17841439754602483' }, 1, '17841439754602484']],
    ['{"a":17841439754602483 , "b": 2}', { a: { spelt: '17841439754602483' }, b: 2 }],
    ['[123456789012345]', [123456789012345]],
    ['[1e3,1.0,0.5e1]', [{ spelt: '1e3' }, { spelt: '1.0' }, { spelt: '0.5e1' }]],
    ['[17841439754602483.5]', [{ spelt: '17841439754602483.5' }]],
    ['[-17841439754602483, -1.5]', [-17841439754602484, -1.5]],
    ['{"a":1,"a":17841439754602483,"a":2}', { a: 2 }],
    [
      '{"a\\":17841439754602483":"\\\\",":17841439754602483":1}',
      { 'a":17841439754602483': '\\', ':17841439754602483': 1 },
    ],
    ['{"__proto__":17841439754602483}', JSON.parse('{"__proto__":{"spelt":"17841439754602483"}}')],
  ])('keeps the notation of numbers: %s', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it.each([
    '[017841439754602483]',
    '{17841439754602483:1}',
    '[17841439754602483"x"]',
    '["x"17841439754602483]',
    '[17841439754602483 17841439754602483]',
    '[17841439754602483e]',
    '[17841439754602483.]',
    '[1.]',
    '[.17841439754602483]',
    '[+17841439754602483]',
    '[17841439754602483x]',
    '["17841439754602483]',
    '[17841439754602483',
    '',
  ])('rejects %s, as JSON.parse does', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => parseLosslessJson(text)).toThrow(SyntaxError);
  });

  it('returns what JSON.parse returns for everything else, and rejects the same texts', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        ' ',
        '\n',
        '-',
        '+',
        '.',
        'e',
        '1',
        '0',
        '17841439754602483',
        'null',
        '"a"',
        '1e3',
        '2.5',
      ],
    );
    const text = fc.oneof(
      fc.json(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    const numbersOf = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(spelt(value), (_key, one: unknown) => (isSpelt(one) ? Number(one.spelt) : one)),
      ) as unknown;
    const isSpelt = (value: unknown): value is { spelt: string } =>
      typeof value === 'object' && value !== null && Object.keys(value).join() === 'spelt';
    fc.assert(
      fc.property(text, (json) => {
        let expected: unknown;
        try {
          expected = JSON.parse(json);
        } catch {
          expect(() => parseLosslessJson(json)).toThrow(SyntaxError);
          return;
        }
        expect(numbersOf(parseLosslessJson(json))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes no string for a number, however it begins', () => {
    expect(parsed('["\\u007f17841439754602483", 17841439754602483]')).toEqual([
      '\x7F17841439754602483',
      { spelt: '17841439754602483' },
    ]);
  });
});

it('parses a number of millions of digits, whose spelling is lost', () => {
  const digits = '9'.repeat(7_000_000);
  expect(parseLosslessJson(`{"long":${digits},"id":17841439754602483}`)).toEqual({
    long: Infinity,
    id: expect.stringMatching(/17841439754602483$/) as unknown,
  });
});
