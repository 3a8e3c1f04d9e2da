// A body of fewer bytes is parsed in time whatever it holds: the slowest, `[[[[…`, takes 144 ms for each MiB.
const shortBodyBytes = 256 * 1024;
// A session of 10,000 accounts has 52,000 values. With the collections of garbage that it causes, to parse one takes up to a
// microsecond on a slow core: 105,000 (7,500 Pages with an account each) blocked for 42 to 103 ms, 140,000 for 142 ms.
const maxValues = 100_000;
const blockBytes = 1024;
// Looking at every byte would take a fifth of the time that parsing takes.
const blocksPerSample = 8;

const comma = 0x2c;
const openingBracket = 0x5b;
const openingBrace = 0x7b;

/**
 * Whether a body has so many values that parsing it would block the event loop for long: time depends on values more than on
 * bytes, by a factor of fifty. Estimated from one block in each eight, by
 * what stands before a value.
 */
export function hasTooManyValues(body: Buffer): boolean {
  if (body.length <= shortBodyBytes) return false;
  let values = 0;
  for (let sample = 0; sample < body.length; sample += blocksPerSample * blockBytes) {
    // Which block cannot be known beforehand, so that nothing can be put into the others.
    const start = sample + Math.floor(Math.random() * blocksPerSample) * blockBytes;
    const end = Math.min(start + blockBytes, body.length);
    for (let index = start; index < end; index += 1) {
      const byte = body[index];
      if (byte === comma || byte === openingBracket || byte === openingBrace) values += 1;
    }
  }
  return values * blocksPerSample > maxValues;
}
