import { isIPv4 } from 'node:net';

import { type Config } from './config';
import { oneboxSettings } from './settings/onebox-settings';

/** A setting whose value is a risk in production. `risk` says why, and what to do. */
export interface RiskySetting {
  name: string;
  risk: string;
}

/** The risky settings, for warnings at the start and in `doctor`. */
export function riskySettings({ server, graphql, onebox, cache, sandbox }: Config): RiskySetting[] {
  const { host, trustedProxies } = server;
  const isOpen = !isLoopback(host);
  const open = `HOST=${host} is open to others`;
  const { defaultText: defaultSite } = oneboxSettings.options.site;
  const servesDefaultSite =
    sandbox === undefined &&
    onebox.environment === 'PRODUCTION' &&
    onebox.siteUrl === undefined &&
    onebox.site === defaultSite;
  const risks: [isRisky: boolean, name: string, risk: string][] = [
    [
      isOpen && graphql.explore,
      'EXPLORE',
      `${open}, and EXPLORE is on: anyone can read the schema. Set EXPLORE=false in production.`,
    ],
    [
      isOpen && graphql.revealAccessTokens,
      'REVEAL_ACCESS_TOKENS',
      `${open}, and REVEAL_ACCESS_TOKENS is on: callers can read Facebook access tokens. Set REVEAL_ACCESS_TOKENS=false.`,
    ],
    [
      isOpen && trustedProxies.length === 0,
      'TRUST_PROXY',
      `${open}, and TRUST_PROXY is not set: behind a proxy, all clients share one rate limit. Set TRUST_PROXY to the addresses of the proxy.`,
    ],
    [
      cache.url !== undefined && cache.secret === '',
      'CACHE_SECRET',
      'CACHE_URL is set without CACHE_SECRET: a bearer token is enough to read the cached entries of its caller. Set CACHE_SECRET, the same for every replica.',
    ],
    [
      servesDefaultSite,
      'ONEBOX_SITE',
      `ONEBOX_SITE has its default, ${defaultSite}: people are sent to ${defaultSite}.onebox.co.id. Set ONEBOX_SITE to the customer's site.`,
    ],
  ];
  return risks.filter(([isRisky]) => isRisky).map(([, name, risk]) => ({ name, risk }));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
