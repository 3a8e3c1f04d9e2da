import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FastifyReply } from 'fastify';

/** The folder of the package. */
export const root = join(__dirname, '..', '..', '..');

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
  return sendHtml(reply, policy, (nonce) =>
    change(readFileSync(join(root, 'pages', file), 'utf8'))
      .replaceAll('{{nonce}}', nonce)
      // A function, since `$&` has a meaning in a replacement text.
      .replace('{{settings}}', () => JSON.stringify(settings).replaceAll('<', '\\u003c')),
  );
}

/** Sends HTML with this policy, and with the headers of every page. Scripts and styles must have the nonce that `textWith` gets. */
export function sendHtml(
  reply: FastifyReply,
  policy: ContentSecurityPolicy,
  textWith: (nonce: string) => string,
): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .headers({
      'content-security-policy': policyText(policy, `'nonce-${nonce}'`),
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(textWith(nonce));
}

function policyText(policy: ContentSecurityPolicy, nonce: string): string {
  const strict: ContentSecurityPolicy = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  const withNonce: ContentSecurityPolicy = {
    'script-src': [nonce, ...(policy['script-src'] ?? [])],
    'style-src': [nonce, ...(policy['style-src'] ?? [])],
  };
  return Object.entries({ ...strict, ...policy, ...withNonce })
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
