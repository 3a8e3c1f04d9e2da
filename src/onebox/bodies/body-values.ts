// A shorter body never blocks for long: the slowest, `[[[[…`, takes 144 ms a MiB.
const shortBodyBytes = 256 * 1024;
// A session of 10,000 accounts has 52,000 values. On a slow core a value takes up to a microsecond, garbage collection included:
// 105,000 values (7,500 Pages with an account each) blocked for 42 to 103 ms, 140,000 for 142 ms.
const maxValues = 100_000;
// Each name of its own is stored, and makes a kind of object of its own: 80,000 blocked for 173 ms. A session has some thirty.
const maxNames = 8000;
const hashedBytesOfName = 12;
const blockBytes = 1024;
// To check every byte would take a fifth of the parsing time.
const blocksPerSample = 8;

const comma = 0x2c;
const openingBracket = 0x5b;
const openingBrace = 0x7b;
const colon = 0x3a;
const quote = 0x22;

/**
 * Whether a body has too many values or different names, so that to parse it would block the event loop. The time depends on values more
 * than on bytes, by a factor of fifty. Both are estimated from one of eight blocks.
 */
export function hasTooManyValues(body: Buffer): boolean {
  if (body.length <= shortBodyBytes) return false;
  let values = 0;
  const names = new Set<number>();
  for (let sample = 0; sample < body.length; sample += blocksPerSample * blockBytes) {
    // A random block: a sender cannot hide values in blocks that are not sampled.
    const start = sample + Math.floor(Math.random() * blocksPerSample) * blockBytes;
    const end = Math.min(start + blockBytes, body.length);
    for (let index = start; index < end; index += 1) {
      const byte = body[index];
      if (byte === comma || byte === openingBracket || byte === openingBrace) values += 1;
      else if (byte === colon && body[index - 1] === quote) names.add(hashOfEnd(body, index - 1));
    }
  }
  return values * blocksPerSample > maxValues || names.size * blocksPerSample > maxNames;
}

/** Of the last bytes of a name, which ends before `end`. */
function hashOfEnd(body: Buffer, end: number): number {
  let hash = 0;
  for (let index = end - 1; index >= end - hashedBytesOfName && body[index] !== quote; index -= 1) {
    hash = (Math.imul(hash, 31) + (body[index] ?? 0)) | 0;
  }
  return hash;
}
