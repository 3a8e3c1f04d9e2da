const maxLength = 500;
// Words, addresses of pages and Instagram ids are shorter than any token, session id or password hash.
const longRun = /[A-Za-z0-9_+=~-]{24,}/g;
const emailAddress = /[^\s@<>"']+@[^\s@<>"']+/g;
// eslint-disable-next-line no-control-regex -- control characters are what it is for
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Somebody else's words, fit for an answer or a log: nothing in them that could be a secret or an address of a person. */
export function redacted(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(controlCharacters, ' ')
    .replace(emailAddress, '[removed]')
    .replace(longRun, '[removed]')
    .trim();
}
