import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FastifyReply } from 'fastify';

const folder = join(__dirname, '..', '..', '..', 'pages');

/** What a page may load, by directive. What it does not name, it may not. */
export type ContentSecurityPolicy = Readonly<Record<string, readonly string[]>>;

/** A page in the folder `pages`. */
export interface PageTemplate {
  /** Such as `connect/connect.html`: `{{nonce}}` and `{{settings}}` stand for what {@link sendPage} puts in. */
  file: string;
  policy: ContentSecurityPolicy;
}

/** Sends a page with a nonce of its own, with settings for its script, and with what `change` makes of its text. */
export function sendPage(
  reply: FastifyReply,
  { file, policy }: PageTemplate,
  settings: object,
  change: (text: string) => string = (text) => text,
): FastifyReply {
  const nonce = newNonce();
  const text = change(readFileSync(join(folder, file), 'utf8'))
    .replaceAll('{{nonce}}', nonce)
    // A function: in a text, `$&` and its like would mean something.
    .replace('{{settings}}', () => JSON.stringify(settings).replaceAll('<', '\\u003c'));
  return sendHtml(reply, text, withNonce(policy, nonce));
}

/** Sends markup under a policy, with the headers of every page. */
export function sendHtml(reply: FastifyReply, text: string, policy: ContentSecurityPolicy): FastifyReply {
  return reply
    .headers({
      'content-security-policy': policyText(policy),
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(text);
}

/** A word that nobody can guess: what carries it, the page's policy lets run. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The policy, with scripts and styles that carry the nonce. */
export function withNonce(policy: ContentSecurityPolicy, nonce: string): ContentSecurityPolicy {
  const own = `'nonce-${nonce}'`;
  return {
    ...policy,
    'script-src': [own, ...(policy['script-src'] ?? [])],
    'style-src': [own, ...(policy['style-src'] ?? [])],
  };
}

function policyText(policy: ContentSecurityPolicy): string {
  const strict: ContentSecurityPolicy = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries({ ...strict, ...policy })
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
