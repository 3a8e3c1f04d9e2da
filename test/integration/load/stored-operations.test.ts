import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { type FastifyRequest } from 'fastify';
import { parse } from 'graphql';

import { buildSchema } from '../../../src/graphql/schema/build-schema';
import { createDocumentStore } from '../../../src/server/operations/document-store';
import { KnownOperations } from '../../../src/server/operations/known-operations';
import { createLogger } from '../../../src/server/telemetry/log/logger';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const megabyte = 1_000_000;
const maxCompiled = 24 * megabyte;
const maxDocuments = 12 * megabyte;
// The constants are upper bounds; the rest is what a heap is off by.
const tolerance = 4 * megabyte;

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const session = 'instagramSession(id: "x")';

/** Different operations that need much memory for their length. */
const kinds: [string, (index: number) => string][] = [
  [
    'many spreads of one fragment that selects many fields',
    (index) =>
      `query A${index} { ${many(30, (a) => `a${a}: ${session} { p${a}: id pages { q${a}: id ...F } }`)} }
      fragment F on Page { ${many(60, (k) => `x${k}: id`)} }`,
  ],
  [
    'fragments that spread one another many times',
    (index) =>
      `query B${index} { ${many(30, (a) => `a${a}: ${session} { p${a}: id ...F }`)} }
      fragment F on InstagramSession { ${many(20, () => '...G')} }
      fragment G on InstagramSession { id pages { ${many(10, () => '...H')} } }
      fragment H on Page { ${many(20, (k) => `x${k}: id`)} name instagramAccounts { ${many(20, (k) => `y${k}: id`)} } }`,
  ],
  [
    'many different selections',
    (index) =>
      `query C${index} { ${many(
        30,
        (a) => `a${a}: ${session} { id profile { id name }
      pages { id${a}: id name instagramBusinessAccount { id username name x${a}: id } } }`,
      )} }`,
  ],
  ['hardly anything, in many operations', (index) => `query D${index} { __typename }`],
];

const heapUsed = (): number => {
  for (let round = 0; round < 4; round += 1) collectGarbage();
  return process.memoryUsage().heapUsed;
};

const requestOf = (query: string): FastifyRequest =>
  ({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: { query },
  }) as unknown as FastifyRequest;

describe.each(kinds)('the stores of operations with %s', (_what, operation) => {
  const count = operation(0).length < 100 ? 30_000 : 400;

  it('contain compiled operations up to their bound', () => {
    const operations = new KnownOperations({
      schema: buildSchema({ revealAccessTokens: false }),
      logger: createLogger('silent'),
      onFallback: () => undefined,
    });
    const add = (query: string): void => {
      operations.add(requestOf(query), { query }, query, undefined);
    };
    add(operation(-1 >>> 0));
    const before = heapUsed();
    for (let index = 0; index < count; index += 1) add(operation(index));
    expect(operations.bytes).toBeGreaterThan(maxCompiled / 2);
    expect(operations.bytes).toBeLessThanOrEqual(maxCompiled);
    expect(heapUsed() - before).toBeLessThan(maxCompiled + tolerance);
  });

  it('keep no more documents than their bound', async () => {
    const documents = createDocumentStore();
    const before = heapUsed();
    for (let index = 0; index < count; index += 1) {
      await documents.set(String(index), parse(operation(index)));
    }
    expect(heapUsed() - before).toBeLessThan(maxDocuments + tolerance);
    expect(await documents.get(String(count - 1))).toBeDefined();
  });
});
