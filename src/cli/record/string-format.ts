import { jwtPayload } from '../../onebox/caller/jwt-payload';
import { signatureExpiry, wallClockDate } from '../../onebox/wire/table/values';

// Source: the form of session ids in Onebox's documentation.
const sessionId = /^[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{22}==$/;
const wallClock = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;
// Longer than any word of Onebox, and shorter than any token.
const token = /^[A-Za-z0-9+/=_.|~-]{24,}$/;

// Longer than any token or address.
const maxLength = 8192;

/** The formats of strings, of which the first match counts. Names follow JSON Schema where it has one. */
const formats: readonly [name: string, test: (text: string) => boolean][] = [
  ['long-text', (text) => text.length > maxLength],
  ['empty', (text) => text === ''],
  ['blank', (text) => text.trim() === ''],
  ['flag', (text) => text === '0' || text === '1'],
  ['digits', (text) => /^\d+$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER],
  ['digits-over-53-bits', (text) => /^\d+$/.test(text)],
  ['decimal', (text) => /^-?\d+(?:\.\d+)?$/.test(text)],
  ['zero-date-time', (text) => text.startsWith('0000-00-00')],
  ['date-time-without-zone', (text) => isWallClock(text) && !text.includes('.')],
  ['date-time-without-zone-with-fraction', isWallClock],
  ['impossible-date-time', (text) => wallClock.test(text)],
  ['date-time', (text) => instant.test(text)],
  ['date', (text) => /^\d{4}-\d{2}-\d{2}$/.test(text)],
  ['uri-with-expiry', (text) => isAddress(text) && signatureExpiry(text) !== null],
  ['uri', isAddress],
  ['email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  ['session-id', (text) => sessionId.test(text)],
  ['encoded-session-id', (text) => sessionId.test(Buffer.from(text, 'base64').toString('latin1'))],
  ['jwt', (text) => typeof jwtPayload(text) === 'object'],
  ['token', (text) => token.test(text)],
  ['code', (text) => /^[A-Z]{2,8}\d{0,3}$/.test(text)],
  ['markup', (text) => text.trimStart().startsWith('<')],
];

/** The name of a string's format, which reveals nothing else about it. */
export function stringFormat(text: string): string {
  return formats.find(([, test]) => test(text))?.[0] ?? 'text';
}

function isWallClock(text: string): boolean {
  // Any time zone works, since an invalid day of the calendar is invalid in all.
  return wallClock.test(text) && wallClockDate(text, { utcOffset: 'Z' }) instanceof Date;
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text);
}
