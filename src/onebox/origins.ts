import { OneboxError } from './onebox-error';

/** The environments of Onebox. Source: the host table of its API documentation. */
export type OneboxEnvironment = 'DEVELOPMENT' | 'PRODUCTION';

/** The origins (scheme, host and port) of one Onebox: its API, and the site that people see. */
export interface OneboxOrigins {
  api: string;
  site: string;
}

/** Origins that replace those of the environment. Undefined keeps the documented one. */
export type ReplacedOrigins = Readonly<Record<keyof OneboxOrigins, string | undefined>>;

const developmentOrigin = 'https://ocdev.ciptadrasoft.net';
const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether `site` can be the first label of a host, such as `mysite` in mysite.onebox.co.id. */
export function isSite(site: string): boolean {
  return dnsLabel.test(site);
}

/**
 * The documented origins of an environment. DEVELOPMENT has only one site, so `site` is ignored.
 * Throws an OneboxError of kind `site-malformed`.
 */
export function documentedOrigins(environment: OneboxEnvironment, site: string): OneboxOrigins {
  if (!isSite(site)) {
    throw new OneboxError(
      'site-malformed',
      'The site must be one DNS label, as `mysite` is for mysite.onebox.co.id: letters, digits and hyphens.',
    );
  }
  switch (environment) {
    case 'DEVELOPMENT':
      return { api: developmentOrigin, site: developmentOrigin };
    case 'PRODUCTION':
      return { api: 'https://cloud.onebox.co.id', site: `https://${site.toLowerCase()}.onebox.co.id` };
  }
}
