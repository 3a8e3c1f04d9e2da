import { encodedSpellings } from './encoded-spellings';

const maxLength = 500;
// More is not looked at.
const maxInputLength = 4000;
const removed = '[removed]';
// Words, addresses of pages and Instagram ids are shorter than any token, session id or password hash.
const shortestToken = 24;
const longRun = /[A-Za-z0-9_+=~-]{24,}/g;
// A token that slashes, dots or percent-encoding break up; also the address of a page.
const brokenRun = /[A-Za-z0-9]+(?:[!-/:-@[-`{-~]{1,3}[A-Za-z0-9]+)+/g;
const readable = /^(?:(?:[A-Z]?[a-z]{2,})+|[A-Z]+|[a-z]|\d{1,6}|v\d+)$/;
// A token that blanks break up. Letters and digits are seldom mixed in one word, and never in two on end.
const spacedRun =
  /(?<![A-Za-z0-9])(?:(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{12,}\s){1,}(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{12,}/g;
const unbroken = /[^\s<>"']+/g;
const atSign = /[^@](?:@|%40|&#64;|&#x40;|\\u0040)./i;
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
// They are not seen, and turn around what is.
const formatCharacters = /\p{Cf}+/gu;
const loneSurrogate = /[\uD800-\uDBFF]$/;

// A shorter one keeps nothing safe, and may well be a word of the text.
const shortestSecret = 6;

/** The text with a known secret taken out, however anybody who repeated it there has spelt it. */
export function withoutSecret(text: string, secret: string): string {
  const sought = visible(secret);
  // No spelling is shorter.
  if (sought.length < shortestSecret || sought.length > text.length) return text;
  return text.replace(encodedSpellings(sought), removed);
}

/**
 * Makes somebody else's words fit for an answer or a log: nothing in them can be a secret or a person's address.
 * `withoutSecrets` takes out those that are known. All of that comes before the cut, which could leave a part of one.
 */
export function redacted(words: string, withoutSecrets: (text: string) => string = (text) => text): string {
  return withoutSecrets(beginningOf(visible(words)))
    .replace(unbroken, (part) => (atSign.test(part) ? removed : part))
    .replace(longRun, removed)
    .replace(brokenRun, (run) => (isToken(run) ? removed : run))
    .replace(spacedRun, removed)
    .slice(0, maxLength)
    .replace(loneSurrogate, '')
    .trim();
}

function visible(text: string): string {
  return text.normalize('NFC').replace(formatCharacters, '').replace(controlCharacters, ' ');
}

/** What is looked at, without a word that would be cut in two. */
function beginningOf(text: string): string {
  return text.length <= maxInputLength ? text : text.slice(0, maxInputLength).replace(/\S*$/, '');
}

function isToken(run: string): boolean {
  const parts = run.split(/[^A-Za-z0-9]+/).filter((part) => !readable.test(part));
  return parts.join('').length >= shortestToken;
}
