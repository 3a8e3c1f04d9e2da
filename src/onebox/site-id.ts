import { OneboxError } from './onebox-error';

/** Parses a site id, a decimal whole number. Throws an OneboxError of kind `site-malformed`. */
export function parseSiteId(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new OneboxError('site-malformed', 'The siteId must be a whole number, such as 169.');
}
