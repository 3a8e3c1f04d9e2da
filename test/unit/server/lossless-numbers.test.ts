import { RequestError } from '../../../src/server/http/request-error';
import { withLosslessNumbers } from '../../../src/server/operations/lossless-numbers';

describe('withLosslessNumbers', () => {
  it.each([
    ['{"id":17841439754602483}', '{"id":"17841439754602483"}'],
    ['{"id": -17841439754602483 }', '{"id": "-17841439754602483" }'],
    [
      '[17841439754602483,9007199254740991,9007199254740993]',
      '["17841439754602483",9007199254740991,"9007199254740993"]',
    ],
    [
      '{"a":"17841439754602483, 1.7e16, \\" 17841439754602483"}',
      '{"a":"17841439754602483, 1.7e16, \\" 17841439754602483"}',
    ],
    ['{"a":"\\\\","b":12345678901234567890}', '{"a":"\\\\","b":"12345678901234567890"}'],
    ['{"first":20,"ratio":0.5}', '{"first":20,"ratio":0.5}'],
    ['{"id":1.0,"long":17841439754602483}', '{"id":1.0,"long":"17841439754602483"}'],
    [`{"id":1${'0'.repeat(400)}}`, `{"id":"1${'0'.repeat(400)}"}`],
  ])('keeps all digits: %s', (json, exact) => {
    expect(withLosslessNumbers(json)).toBe(exact);
    expect(JSON.parse(withLosslessNumbers(json))).toBeDefined();
  });

  it.each([
    '{"id":1.7e16}',
    '{"id":17E15}',
    '{"id":1.7e+16}',
    '{"id":17841439754602483.5}',
    '{"id":17841439754602483.0}',
    '{"id":1.0000000000000000001}',
    '{"id":1e400}',
    '{"id":1e-400}',
    '[[ -1.7e16 ]]',
  ])('rejects a number that would be rounded: %s', (json) => {
    expect(() => withLosslessNumbers(json)).toThrow(RequestError);
  });
});
