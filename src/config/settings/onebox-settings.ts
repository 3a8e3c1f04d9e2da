import { z } from 'zod';

import { isSite } from '../../onebox/origins';
import { choice, constant, group, isSecure, optional, type Setting } from '../setting';

const originSetting = (name: string, meaning: string): Setting<string | undefined> => ({
  name,
  meaning,
  expected: 'an https origin such as https://host:port (http only for this machine) without a path',
  defaultText: '',
  schema: optional(
    z
      .string()
      .refine(isOrigin)
      .transform((text) => new URL(text).origin),
  ),
});

/** Settings that select the Onebox environment and site, and constants of its API. */
export const oneboxSettings = group('Onebox', {
  environment: choice(
    'ONEBOX_ENV',
    'The Onebox environment that the gateway serves.',
    ['DEVELOPMENT', 'PRODUCTION'],
    'PRODUCTION',
  ),
  site: {
    name: 'ONEBOX_SITE',
    meaning: "The customer's site: `mysite` for mysite.onebox.co.id.",
    expected: 'one DNS label',
    defaultText: 'mysite',
    schema: z.string().refine(isSite),
  },
  apiUrl: originSetting('ONEBOX_API_URL', "The origin of the Onebox API, in place of the environment's."),
  siteUrl: originSetting(
    'ONEBOX_SITE_URL',
    "The origin of the customer's site, in place of the environment's.",
  ),
  utcOffset: {
    name: 'ONEBOX_UTC_OFFSET',
    meaning: "The UTC offset of Onebox's times, which name no time zone. The default is Jakarta's.",
    expected: 'an offset such as +07:00',
    defaultText: '+07:00',
    schema: z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/),
  },
  // Higher than the 60 calls that fields may cost: a list of connections takes one call for each of its pages.
  maxCalls: constant(250, {
    limit: 'Calls to Onebox of one operation, counted while it runs',
    effect: 'No further calls are made: the fields that need them fail.',
    error: 'OVERLOADED / UPSTREAM_CALL_LIMIT',
  }),
  // Onebox states when the quota is renewed. Where that is far away, one call a minute tests whether the caller is accepted again.
  quotaBackoffMs: constant(60_000, {
    limit: 'Time without calls for a caller whose Onebox quota is exhausted, in milliseconds',
    effect: 'One call tests whether Onebox accepts the caller again.',
    error: 'RATE_LIMITED until then',
  }),
  // Clocks that NTP synchronises differ by less than a second. 30 s allows for one that is not synchronised.
  clockSkewMs: constant(30_000, {
    limit: 'Time after the expiry of a bearer token, by our clock, in milliseconds',
    effect: 'The token is rejected without a call to Onebox.',
    error: 'UNAUTHENTICATED / TOKEN_EXPIRED',
  }),
});

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.href === `${url.origin}/` && isSecure(url);
}
