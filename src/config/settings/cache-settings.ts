import { z } from 'zod';

import { group, integer, optional, wholeNumber } from '../setting';

/** Settings of the cache: time to live, store, secret, size. */
export const cacheSettings = group('Cache', {
  ttlMs: {
    name: 'CACHE_TTL_SECONDS',
    meaning: 'How long a session is cached for its caller, in seconds. 0 turns the cache off.',
    expected: 'a whole number from 0 (no cache) to 86400',
    defaultText: '30',
    schema: wholeNumber(0, 86_400).transform((seconds) => seconds * 1000),
  },
  url: {
    name: 'CACHE_URL',
    meaning:
      'The Valkey or Redis that all replicas share. Default: each replica caches in its memory. CACHE_URL_FILE: a file that contains it.',
    expected: 'an address such as redis://host:6379, valkey://host:6379 or rediss://host:6379',
    defaultText: '',
    isSecret: true,
    schema: optional(z.string().refine(isStoreUrl)),
  },
  secret: {
    name: 'CACHE_SECRET',
    meaning:
      'A secret that all replicas share. Without it nobody can read cached entries, even with a bearer token. CACHE_SECRET_FILE: a file that contains it.',
    expected: 'at least 32 characters',
    defaultText: '',
    isSecret: true,
    schema: z.string().refine((text) => text === '' || text.length >= 32),
  },
  maxBytes: integer(
    'CACHE_MAX_BYTES',
    'How much is cached in memory where there is no CACHE_URL, in bytes. The entries used longest ago go first.',
    33_554_432,
    [1_048_576, 68_719_476_736],
  ),
});

function isStoreUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return ['redis:', 'rediss:', 'valkey:'].includes(protocol) && hostname !== '';
}
