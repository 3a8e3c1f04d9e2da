// A shorter body never blocks for long: the slowest, `[[[[…`, takes 144 ms a MiB.
const shortBodyBytes = 256 * 1024;
// A session of 10,000 accounts has 52,000 values. On a slow core a value takes up to a microsecond, garbage collection included:
// 105,000 values (7,500 Pages with an account each) blocked for 42 to 103 ms, 140,000 for 142 ms.
const maxValues = 100_000;
const blockBytes = 1024;
// To check every byte would take a fifth of the parsing time.
const blocksPerSample = 8;

const comma = 0x2c;
const openingBracket = 0x5b;
const openingBrace = 0x7b;

/**
 * Whether a body has so many values that to parse it would block the event loop for long. The time depends on values more than on bytes,
 * by a factor of fifty. The number is estimated from the commas and brackets in one of eight blocks.
 */
export function hasTooManyValues(body: Buffer): boolean {
  if (body.length <= shortBodyBytes) return false;
  let values = 0;
  for (let sample = 0; sample < body.length; sample += blocksPerSample * blockBytes) {
    // A random block: a sender cannot hide values in blocks that are not sampled.
    const start = sample + Math.floor(Math.random() * blocksPerSample) * blockBytes;
    const end = Math.min(start + blockBytes, body.length);
    for (let index = start; index < end; index += 1) {
      const byte = body[index];
      if (byte === comma || byte === openingBracket || byte === openingBrace) values += 1;
    }
  }
  return values * blocksPerSample > maxValues;
}
