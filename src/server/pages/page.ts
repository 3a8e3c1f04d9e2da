import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FastifyReply } from 'fastify';

const folder = join(__dirname, '..', '..', '..', 'pages');

/** The sources that a page may load, by directive. Others are blocked. */
export type ContentSecurityPolicy = Readonly<Record<string, readonly string[]>>;

/** A page in the folder `pages`. */
export interface PageTemplate {
  /** The path, such as `connect/connect.html`. {@link sendPage} replaces `{{nonce}}` and `{{settings}}`. */
  file: string;
  policy: ContentSecurityPolicy;
}

/** Sends a page with a new nonce, and with settings for its script. `change` edits its text first. */
export function sendPage(
  reply: FastifyReply,
  { file, policy }: PageTemplate,
  settings: object,
  change: (text: string) => string = (text) => text,
): FastifyReply {
  const nonce = newNonce();
  const text = change(readFileSync(join(folder, file), 'utf8'))
    .replaceAll('{{nonce}}', nonce)
    // A function, since `$&` has a meaning in a replacement text.
    .replace('{{settings}}', () => JSON.stringify(settings).replaceAll('<', '\\u003c'));
  return sendHtml(reply, text, withNonce(policy, nonce));
}

/** Sends HTML with this policy, and with the headers of every page. */
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

/** A random nonce. The page's policy allows scripts and styles that have it. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** Adds the nonce for scripts and styles to a policy. */
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
