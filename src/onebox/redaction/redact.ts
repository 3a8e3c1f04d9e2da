import { withoutCharacterReferences } from './character-references';

const maxLength = 500;
// The rest of a longer text is removed.
const maxInputLength = 8 * 1024;
// Longer than any piece of a known secret that is too short to be found after the cut, with all separators.
const cutPieceLength = 64;
const removed = '[removed]';
// Words, addresses of pages and Instagram ids are shorter than any token, session id or password hash.
const shortestToken = 24;
const longRun = /[A-Za-z0-9_+=~-]{24,}/g;
// A token that is divided by slashes, dots or percent-encoding; also the address of a page.
const brokenRun = /[A-Za-z0-9]+(?:[!-/:-@[-`{-~]{1,3}[A-Za-z0-9]+)+/g;
const readable = /^(?:(?:[A-Z]?[a-z]{2,})+|[A-Z]+|[a-z]|\d{1,6}|v\d+)$/;
// A token that is divided by blanks. Two adjacent words that mix letters and digits are not prose.
const spacedRun =
  /(?<![A-Za-z0-9])(?:(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{12,}\s){1,}(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{12,}/g;
const unbroken = /[^\s<>"']+/g;
// Each repetition is bounded, so that matching takes linear time.
const at = String.raw`(?:[@\uFF20\uFE6B]|%(?:25){0,8}40|\\{1,4}u(?:0040|ff20)|\\{1,4}x40)`;
const atSign = new RegExp(`[^@]${at}.`, 'i');
const spacedAtSign = new RegExp(String.raw`\s{0,4}${at}\s{0,4}(?=[^\s<>"'.]{1,64}\.[A-Za-z])`, 'gi');
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
// Invisible. Some of them reverse the visible text.
const formatCharacters = /\p{Cf}+/gu;
const loneSurrogate = /[\uD800-\uDBFF]$/;

/**
 * Redacts a text of another party for a response or a log: removes everything that may be a secret or an e-mail address.
 * `withoutSecrets` removes known secrets. The text is cut to its maximum last, since a cut could leave part of a secret.
 */
export function redact(words: string, withoutSecrets: (text: string) => string = (text) => text): string {
  const isCut = words.length > maxInputLength;
  const checked = withoutSecrets(visible(isCut ? wholeWords(words.slice(0, maxInputLength)) : words));
  return (isCut ? wholeWords(checked.slice(0, -cutPieceLength)) : checked)
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

/** The text without its last word, which may be incomplete. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'), 0));
}

function isToken(run: string): boolean {
  const parts = run.split(/[^A-Za-z0-9]+/).filter((part) => !readable.test(part));
  return parts.join('').length >= shortestToken;
}
