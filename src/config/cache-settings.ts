import { z } from 'zod';

import { setting, wholeNumber } from './setting';

/** What is remembered from one request to the next, how long, and where. */
export const cacheSettings = {
  CACHE_TTL_SECONDS: setting(
    {
      meaning: 'For how long a session is remembered for its caller, in seconds; 0: not at all.',
      expected: 'a whole number from 0 to 86400',
      defaultText: '30',
    },
    wholeNumber(0, 86_400),
  ),
  CACHE_URL: setting(
    {
      meaning: 'The Valkey or Redis that all replicas share; without it each remembers in its memory.',
      expected: 'an address such as redis://host:6379, valkey://host:6379 or rediss://host:6379',
      defaultText: '',
    },
    z
      .string()
      .refine((text) => text === '' || isStoreUrl(text))
      .transform((text) => (text === '' ? undefined : text)),
  ),
  CACHE_SECRET: setting(
    {
      meaning: 'A secret that all replicas share, without which no token opens what is remembered.',
      expected: 'at least 32 characters',
      defaultText: '',
    },
    z.string().refine((text) => text === '' || text.length >= 32),
  ),
  CACHE_MAX_BYTES: setting(
    {
      meaning: 'How much is remembered in memory, in bytes, where there is no CACHE_URL.',
      expected: 'a whole number from 1048576 to 68719476736',
      defaultText: '33554432',
    },
    wholeNumber(1_048_576, 68_719_476_736),
  ),
};

function isStoreUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return ['redis:', 'rediss:', 'valkey:'].includes(protocol) && hostname !== '';
}
