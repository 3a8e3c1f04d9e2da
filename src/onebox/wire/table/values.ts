import { isMarked, spellingOf } from '../../bodies/lossless-json';

/** The parameters that apply to all values of an API. */
export interface WireSetting {
  /** The UTC offset of Onebox's wall clock, such as `+07:00`. */
  utcOffset: string;
  /** The site of the caller's token. Undefined where the token does not name one. */
  siteId?: string | undefined;
}

/** Returned in place of a malformed value. */
export const wrong = Symbol('wrong');

/** Decodes a raw value of a body. Returns null where it is absent. */
export type ValueKind<T> = (value: unknown, setting: WireSetting) => T | null | typeof wrong;

// The range of RFC 3339, the format of DateTime: a year has four digits.
const firstInstantMs = Date.parse('0000-01-01T00:00:00.000Z');
const lastInstantMs = Date.parse('9999-12-31T23:59:59.999Z');

const decimal = /^-?\d+(?:\.\d+)?$/;
const wallClock = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?$/;
const noDate = /^0000-00-00\b/;
// After such a host, any text without white space at its end is an address. The repetitions are bounded as in a host name (RFC 1035,
// section 2.3.4): millions of labels would overflow the stack of the regular expression.
const plainHost = /^https?:\/\/(?:(?!xn--)[a-z0-9][a-z0-9-]{0,62}\.){1,126}[a-z]{2,63}\//;
const anyScheme = /^https?:\/\//i;
const maxAddressLength = 8192;
const longHost = /^[^/]*\/\/[^/?#]{254}/;
// Ids of Facebook and Onebox have at most 20 digits.
const maxDigits = 64;
const signature = /[?&]oe=([0-9a-f]{1,10})(?:[&#]|$)/i;

/** An id: digits, in a string or a number. */
export function digits(value: unknown): string | null | typeof wrong {
  if (typeof value === 'string') {
    if (areDigits(value)) return value;
    if (value === '') return null;
    const spelling = spellingOf(value);
    return spelling !== undefined && areDigits(spelling) ? spelling : wrong;
  }
  if (isAbsent(value)) return null;
  return isWholeNumber(value) ? String(value) : wrong;
}

/** A text. A blank one counts as absent. */
export function text(value: unknown): string | null | typeof wrong {
  if (typeof value === 'string') return isMarked(value) ? wrong : isBlank(value) ? null : value;
  return isAbsent(value) ? null : wrong;
}

/** A text that may be blank. */
export function anyText(value: unknown): string | null | typeof wrong {
  if (typeof value === 'string') return isMarked(value) ? wrong : value;
  return isAbsent(value) ? null : wrong;
}

/** A list of texts. Omits values of another type. The API (PHP) sends a list with a missing index as an object. */
export function texts(value: unknown): string[] | null | typeof wrong {
  if (isAbsent(value) || value === false || value === '') return null;
  if (typeof value !== 'object') return wrong;
  const words = Object.values(value).map(text);
  const found = words.filter((one): one is string => typeof one === 'string');
  if (found.length > 0) return found;
  return words.length === 0 ? null : wrong;
}

/** A boolean: `"1"`, `1`, `true`, `"true"`, and their opposites. */
export function flag(value: unknown): boolean | null | typeof wrong {
  if (typeof value === 'boolean') return value;
  switch (value) {
    case 1:
    case '1':
    case 'true':
      return true;
    case 0:
    case '0':
    case 'false':
      return false;
    default:
      return isAbsent(value) || value === '' ? null : wrong;
  }
}

/** A count: a whole number, in a string or a number. */
export function count(value: unknown): number | null | typeof wrong {
  const number = numberOf(value);
  if (number === null) return isAbsent(value) || value === '' ? null : wrong;
  return isWholeNumber(number) ? number : wrong;
}

/** An error code of at most three digits. Any other value counts as absent, since the code only classifies an error. */
export function code(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && Math.abs(number) <= 999 ? number : null;
}

/** A time on Onebox's wall clock, without time zone: `2020-09-09 09:45:05`. */
export function wallClockDate(value: unknown, { utcOffset }: WireSetting): Date | null | typeof wrong {
  if (typeof value !== 'string') return isAbsent(value) ? null : wrong;
  if (isBlank(value) || noDate.test(value)) return null;
  if (!wallClock.test(value)) return wrong;
  const local = value.replace(' ', 'T');
  const date = new Date(`${local}Z`);
  // `Date` turns a day such as 30 February into the next valid day.
  const isInCalendar =
    !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === local.slice(0, 19);
  return isInCalendar ? instant(Date.parse(`${local}${utcOffset}`)) : wrong;
}

/** A `NumericDate` of a JWT (RFC 7519, section 2): seconds, with or without a fraction. */
export function numericDate(value: unknown): Date | null | typeof wrong {
  const seconds = numberOf(value);
  if (seconds === null) return isAbsent(value) ? null : wrong;
  return seconds < 0 ? wrong : instant(seconds * 1000);
}

/** A web address. `false` and the empty string mean that there is none. */
export function webAddress(value: unknown): string | null | typeof wrong {
  if (typeof value !== 'string') return isAbsent(value) || value === false ? null : wrong;
  if (isPlainAddress(value)) return value;
  if (isBlank(value)) return null;
  // To encode a host that is not ASCII can take quadratic time.
  if (value.length > maxAddressLength || longHost.test(value)) return wrong;
  return anyScheme.test(value) && value.trim() === value && URL.canParse(value) ? value : wrong;
}

/** Whether a text is an address whose host has plain letters. Most addresses are, and need no further check. */
export function isPlainAddress(value: string): boolean {
  return plainHost.test(value) && isPrintable(value.charCodeAt(value.length - 1));
}

/** The expiry of a signed address of Facebook: `oe`, in hexadecimal Unix seconds. Null where it has none. */
export function signatureExpiry(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  // `indexOf` first: it skips most of a long address faster than the expression.
  const start = value.indexOf('oe=');
  const hexSeconds = start < 1 ? undefined : signature.exec(value.slice(start - 1))?.[1];
  if (hexSeconds === undefined) return null;
  const expiry = instant(Number.parseInt(hexSeconds, 16) * 1000);
  return expiry === wrong ? null : expiry;
}

function areDigits(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return value !== '' && value.length <= maxDigits;
}

function isPrintable(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isBlank(value: string): boolean {
  return value.charCodeAt(0) > 0x20 ? false : value.trim() === '';
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const spelling = spellingOf(value);
  if (spelling !== undefined) return Number(spelling);
  return decimal.test(value) ? Number(value) : null;
}

function instant(ms: number): Date | typeof wrong {
  return ms >= firstInstantMs && ms <= lastInstantMs ? new Date(ms) : wrong;
}
