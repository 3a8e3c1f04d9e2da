import fc from 'fast-check';

import { bytesOfJson } from '../../../src/graphql/schema/response-size';

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

describe('bytesOfJson', () => {
  it('is right of every unit', () => {
    const units = Array.from({ length: 65_536 }, (_, unit) => String.fromCharCode(unit));
    expect(units.map(bytesOfJson)).toEqual(units.map(jsonBytes));
  });

  it('is right of any text, be it well-formed or not', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units);
        expect(bytesOfJson(text)).toBe(jsonBytes(text));
      }),
    );
  });
});
