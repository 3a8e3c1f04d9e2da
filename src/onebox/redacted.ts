const maxLength = 500;
// Words, addresses of pages and Instagram ids are shorter than any token, session id or password hash.
const longRun = /[A-Za-z0-9_+=~-]{24,}/g;
const emailAddress = /[^\s@<>"']+@[^\s@<>"']+/g;
const controlCharacters = /\p{Cc}+/gu;

// A shorter one keeps nothing safe, and may well be a word of the text.
const shortestSecret = 6;

/** The text with a known secret taken out, should anybody have repeated it there. */
export function withoutSecret(text: string, secret: string): string {
  return secret.length < shortestSecret ? text : text.replaceAll(secret, '[removed]');
}

/** Somebody else's words, fit for an answer or a log: nothing in them that could be a secret or an address of a person. */
export function redacted(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(controlCharacters, ' ')
    .replace(emailAddress, '[removed]')
    .replace(longRun, '[removed]')
    .trim();
}
