import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { BodyChunks } from '../../../../src/onebox/bodies/body-chunks';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('BodyChunks joins chunks of any size', () => {
  const chunks = new BodyChunks();
  const pieces = [1, 40_000, 1025, 3, 70_000, 1024].map((size, index) =>
    Buffer.concat([Buffer.alloc(70_000), Buffer.alloc(size, index)]).subarray(70_000),
  );
  for (const piece of pieces) chunks.add(piece);
  expect(chunks.join().equals(Buffer.concat(pieces))).toBe(true);
});

it('BodyChunks does not keep the rest of the buffer of a chunk', async () => {
  const chunks = new BodyChunks();
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  for (let piece = 0; piece < 1000; piece += 1) chunks.add(Buffer.alloc(64 * 1024, 1).subarray(0, 1025));
  const heldBytes = (): number => process.memoryUsage().arrayBuffers - before;
  const maxBytes = 8 * 1024 * 1024;
  // The garbage collector frees buffers in the background.
  for (let turn = 0; turn < 20 && heldBytes() >= maxBytes; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(heldBytes()).toBeLessThan(maxBytes);
  expect(chunks.join()).toHaveLength(1000 * 1025);
});
