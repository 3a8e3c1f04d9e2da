/** Who is measured, and how each is started. */
import { file } from './processes.mjs';

const ours = [file('../dist/main.js')];
// One caller asks more often than anybody should: the limiter counts, and never refuses.
const unlimited = { RATE_LIMIT_CALLER: '1000000' };
const rival = (name) => [file(`servers/${name}.mjs`)];

export const servers = [
  { name: 'limit', title: 'the limit: node:http + undici, no GraphQL', args: rival('limit') },
  {
    name: 'ours',
    title: 'this gateway, cache off',
    args: ours,
    env: { ...unlimited, CACHE_TTL_SECONDS: '0' },
  },
  { name: 'ours-cached', title: 'this gateway', args: ours, env: unlimited },
  { name: 'mercurius', title: 'Mercurius + JIT', args: rival('mercurius') },
  { name: 'yoga', title: 'Yoga + JIT', args: rival('yoga') },
  {
    name: 'today',
    title: 'Apollo standalone + type-graphql + datasource-rest',
    args: rival('as-written-today'),
  },
  { name: 'hive', title: 'Hive Gateway', args: rival('hive'), speaksWire: true },
];
