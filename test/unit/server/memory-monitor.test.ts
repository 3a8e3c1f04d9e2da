import { isMemoryShort } from '../../../src/server/load/memory-monitor';

const megabyte = 1024 * 1024;
const use = {
  usedBytes: 100 * megabyte,
  heapLimitBytes: 300 * megabyte,
  residentBytes: 200 * megabyte,
  containerLimitBytes: undefined,
};

describe('isMemoryShort', () => {
  it.each([
    ['there is room', {}, false],
    ['the heap and its buffers take more than nine tenths of the limit', { usedBytes: 271 * megabyte }, true],
    ['they take nearly nine tenths of the limit', { usedBytes: 269 * megabyte }, false],
    [
      'the process takes more than nine tenths of its container',
      { containerLimitBytes: 220 * megabyte },
      true,
    ],
    ['the container has more', { containerLimitBytes: 230 * megabyte }, false],
    ['nothing bounds the container', { residentBytes: 100_000 * megabyte }, false],
  ])('returns whether memory is short where %s', (_what, changed, expected) => {
    expect(isMemoryShort({ ...use, ...changed })).toBe(expected);
  });
});
