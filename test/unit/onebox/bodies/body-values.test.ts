import { hasTooManyValues } from '../../../../src/onebox/bodies/body-values';

const bodyWith = (members: number, nameOf: (index: number) => string): Buffer =>
  Buffer.from(
    JSON.stringify(
      Array.from({ length: members / 10 }, (_, object) =>
        Object.fromEntries(Array.from({ length: 10 }, (_, index) => [nameOf(object * 10 + index), 1])),
      ),
    ),
  );

describe('hasTooManyValues', () => {
  it.each([
    ['50,000 values of ten names', bodyWith(50_000, (index) => `name-${index % 10}`), false],
    ['50,000 values of a name each', bodyWith(50_000, (index) => `name-${index}`), true],
    ['150,000 values of ten names', bodyWith(150_000, (index) => `name-${index % 10}`), true],
  ])('of a body with %s', (_what, body, expected) => {
    expect(hasTooManyValues(body)).toBe(expected);
  });
});
