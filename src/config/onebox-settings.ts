import { z } from 'zod';

import { isSite } from '../onebox/hosts';
import { setting, wholeNumber } from './setting';

const origin = z
  .string()
  .refine((text) => text === '' || isOrigin(text))
  .transform((text) => (text === '' ? undefined : new URL(text).origin));
const originExpected =
  'an https origin such as https://host:port (http only to this machine), without a path';

/** Which Onebox is served, and how it is called. */
export const oneboxSettings = {
  ONEBOX_ENV: setting(
    {
      meaning: 'The Onebox environment that is served.',
      expected: 'DEVELOPMENT or PRODUCTION',
      defaultText: 'PRODUCTION',
    },
    z.enum(['DEVELOPMENT', 'PRODUCTION']),
  ),
  ONEBOX_SITE: setting(
    {
      meaning: "The customer's site: `mysite` for mysite.onebox.co.id.",
      expected: 'one DNS label',
      defaultText: 'mysite',
    },
    z.string().refine(isSite),
  ),
  ONEBOX_API_URL: setting(
    {
      meaning: "The origin of the Onebox API, in place of the environment's.",
      expected: originExpected,
      defaultText: '',
    },
    origin,
  ),
  ONEBOX_SITE_URL: setting(
    {
      meaning: "The origin of the customer's site, in place of the environment's.",
      expected: originExpected,
      defaultText: '',
    },
    origin,
  ),
  QUOTA_BACKOFF_SECONDS: setting(
    {
      meaning: 'For how long at most a caller whose Onebox quota is used up is not sent to Onebox.',
      expected: 'a whole number from 0 to 86400',
      defaultText: '60',
    },
    wholeNumber(0, 86_400),
  ),
  CLOCK_SKEW_SECONDS: setting(
    {
      meaning: 'How long after its end by our clock a bearer token is still sent to Onebox.',
      expected: 'a whole number from 0 to 3600',
      defaultText: '30',
    },
    wholeNumber(0, 3600),
  ),
  ONEBOX_UTC_OFFSET: setting(
    {
      meaning: "Onebox's wall clock, in which it names times without a zone: Jakarta's.",
      expected: 'an offset such as +07:00',
      defaultText: '+07:00',
    },
    z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/),
  ),
};

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, href } = new URL(text);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return href === `${origin}/` && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}
