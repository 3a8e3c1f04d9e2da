import { OneboxError } from '../onebox-error';

declare const canonical: unique symbol;

/** A session id in its canonical form, which is the form in URLs. */
export type SessionId = string & { readonly [canonical]: true };

const facebookFragment = '#_=_';
const decodedForm = /^[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{22}==$/;
const decodedLength = 69;
// 69 bytes need no padding, so that there is one spelling.
const canonicalForm = /^[A-Za-z0-9+/]{92}$/;

/** The decoded form, which bodies have: `base64(32 bytes):base64(16 bytes)`. */
export function decodedSessionId(id: SessionId): string {
  return Buffer.from(id, 'base64').toString('latin1');
}

/**
 * Parses a session id in any form that people paste: as in the address of the session page, with Facebook's `#_=_` at its end, or
 * decoded. Throws an OneboxError of kind `session-id-malformed`.
 */
export function parseSessionId(text: string): SessionId {
  const pasted = text.trim();
  const bare = pasted.endsWith(facebookFragment) ? pasted.slice(0, -facebookFragment.length) : pasted;
  if (canonicalForm.test(bare) && decodedForm.test(decodedSessionId(bare as SessionId)))
    return bare as SessionId;
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

/** The forms of a session id that messages may repeat. */
export function spellingsOf(id: SessionId): string[] {
  return [id, decodedSessionId(id)];
}
