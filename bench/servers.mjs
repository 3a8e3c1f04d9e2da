/** Who is measured, how each is started, and which workloads it serves. */
import { join, resolve } from 'node:path';

import { file } from './processes.mjs';

// One caller asks more often than anybody should: the limiter counts, and never refuses.
const unlimited = { RATE_LIMIT_CALLER: '1000000' };
const cacheOff = { ...unlimited, CACHE_TTL_SECONDS: '0' };
const gigabyte = 1024 ** 3;

const everything = 'abcdefgh';
const withoutEntities = 'abcdeh';
const postsOnly = 'abcde';

const gateway = (main) => ({ args: [main], serves: everything, isGateway: true });
const rival = (name, serves) => ({ name, args: [file(`servers/${name}.mjs`)], serves });
const ours = gateway(file('../dist/main.js'));

function ofBaseline(folder) {
  if (folder === undefined) return [];
  const earlier = gateway(join(resolve(folder), 'dist/main.js'));
  return [
    { ...earlier, name: 'baseline', title: 'this gateway, earlier build, cache off', env: cacheOff },
    { ...earlier, name: 'baseline-cached', title: 'this gateway, earlier build, cache on', env: unlimited },
  ];
}

/** All of them, with those of another build of the gateway where its folder is given. */
export const serversWith = ({ baseline }) => [
  { ...rival('limit', withoutEntities), title: 'the limit: node:http + undici, no GraphQL' },
  { ...ours, name: 'ours', title: 'this gateway, cache off', env: cacheOff },
  { ...ours, name: 'ours-cached', title: 'this gateway, cache on', env: unlimited },
  {
    ...ours,
    name: 'ours-cached-room',
    title: 'this gateway, cache on, room for c',
    env: { ...unlimited, CACHE_MAX_BYTES: String(gigabyte) },
    serves: 'c',
  },
  ...ofBaseline(baseline),
  { ...rival('mercurius', withoutEntities), title: 'Mercurius + JIT' },
  {
    ...rival('mercurius-with-duties', withoutEntities),
    title: 'Mercurius + JIT with the duties of a production gateway',
  },
  {
    ...rival('apollo-fast-lane', postsOnly),
    title: 'Apollo Server, validated operations by JIT from node:http',
  },
  { ...rival('yoga', withoutEntities), title: 'Yoga + JIT' },
  {
    // Its CSRF prevention refuses a GET without a header that urql does not send.
    ...rival('as-written-today', postsOnly),
    name: 'today',
    title: 'Apollo standalone + type-graphql + datasource-rest',
  },
  { ...rival('hive', postsOnly), title: 'Hive Gateway', speaksWire: true },
];
