import { OneboxError } from '../onebox-error';

declare const canonical: unique symbol;

/** A session id in its one form inside the gateway, which is the one that URLs carry. */
export type SessionId = string & { readonly [canonical]: true };

const facebookFragment = '#_=_';
const decodedForm = /^[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{22}==$/;
const decodedLength = 69;

/** The form in which a session's body names it: `base64(32 bytes):base64(16 bytes)`. */
export function decodedSessionId(id: SessionId): string {
  return Buffer.from(id, 'base64').toString('latin1');
}

/**
 * Reads a session id as people paste it: as in the session page's address, with Facebook's `#_=_` behind it,
 * or decoded. Throws an OneboxError of kind `session-id-malformed`.
 */
export function parseSessionId(text: string): SessionId {
  const pasted = text.trim();
  const bare = pasted.endsWith(facebookFragment) ? pasted.slice(0, -facebookFragment.length) : pasted;
  const decoded = bare.length === decodedLength ? bare : Buffer.from(bare, 'base64').toString('latin1');
  const encoded = Buffer.from(decoded, 'latin1').toString('base64');
  if (!decodedForm.test(decoded) || (bare !== decoded && bare !== encoded)) {
    throw new OneboxError(
      'session-id-malformed',
      'That is not a session id. Pass the sessionId of the address that the person landed on after signing in.',
    );
  }
  return encoded as SessionId;
}
