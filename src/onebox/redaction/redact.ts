import { withoutCharacterReferences } from './character-references';

const maxLength = 500;
// More is not looked at.
const maxInputLength = 8 * 1024;
// A piece of a known secret that the cut leaves too short to be found is shorter, with all that may be in it.
const cutPieceLength = 64;
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
// Each repetition is bounded, so that no text takes long.
const at = String.raw`(?:[@\uFF20\uFE6B]|%(?:25){0,8}40|\\{1,4}u(?:0040|ff20)|\\{1,4}x40)`;
const atSign = new RegExp(`[^@]${at}.`, 'i');
const spacedAtSign = new RegExp(String.raw`\s{0,4}${at}\s{0,4}(?=[^\s<>"'.]{1,64}\.[A-Za-z])`, 'gi');
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
// They are not seen, and turn around what is.
const formatCharacters = /\p{Cf}+/gu;
const loneSurrogate = /[\uD800-\uDBFF]$/;

/**
 * Makes somebody else's words fit for an answer or a log: nothing in them can be a secret or a person's address.
 * `withoutSecrets` takes out those that are known. All of that comes before the cut, which could leave a part of one.
 */
export function redacted(words: string, withoutSecrets: (text: string) => string = (text) => text): string {
  const isCut = words.length > maxInputLength;
  const looked = withoutSecrets(visible(isCut ? wholeWords(words.slice(0, maxInputLength)) : words));
  return (isCut ? wholeWords(looked.slice(0, -cutPieceLength)) : looked)
    .replace(spacedAtSign, '@')
    .replace(unbroken, (part) => (atSign.test(part) ? removed : part))
    .replace(longRun, removed)
    .replace(brokenRun, (run) => (isToken(run) ? removed : run))
    .replace(spacedRun, removed)
    .slice(0, maxLength)
    .replace(loneSurrogate, '')
    .trim();
}

function visible(text: string): string {
  return withoutCharacterReferences(text)
    .normalize('NFC')
    .replace(formatCharacters, '')
    .replace(controlCharacters, ' ');
}

/** The text without the word at its end, which may have been cut in two. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'), 0));
}

function isToken(run: string): boolean {
  const parts = run.split(/[^A-Za-z0-9]+/).filter((part) => !readable.test(part));
  return parts.join('').length >= shortestToken;
}
