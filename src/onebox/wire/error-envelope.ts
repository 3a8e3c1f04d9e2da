import { code, text } from './table/values';

/** The error that a body reports. */
export interface ErrorRecord {
  errorCode: number | null;
  /** Text for people. Empty where the body has none. */
  userMessage: string;
  /** The text that describes the error. It may not be meant for people, and must never leave the gateway. */
  words: string;
  /** Whether the body is the documented envelope. Otherwise it is `{"error": "…"}`. */
  isEnvelope: boolean;
  /** Whether the body has no data besides the error. */
  isAlone: boolean;
}

type Fields = Partial<Record<string, unknown>>;

const errorKeys = ['_meta', 'records', 'error'];
// Values of `error` that mean success.
const noError = /^\s*(?:0|false|null)\s*$/i;

/** The error that a body reports. Undefined where it reports none. */
export function errorRecordIn(body: unknown): ErrorRecord | undefined {
  if (!isFields(body)) return undefined;
  const isAlone = (): boolean => Object.keys(body).every((key) => errorKeys.includes(key));
  const records = 'records' in body ? first(body['records']) : undefined;
  const envelope = typeof records === 'string' ? { userMessage: records } : records;
  if (isFields(envelope) && Object.keys(envelope).length > 0) {
    const userMessage = wordsIn(envelope['userMessage']);
    return {
      errorCode: codeIn(envelope['errorCode']),
      userMessage,
      words: userMessage === '' ? wordsIn(envelope['devMessage']) : userMessage,
      isEnvelope: true,
      isAlone: isAlone(),
    };
  }
  const words = 'error' in body ? wordsIn(body['error']) : '';
  if (words === '' || noError.test(words)) return undefined;
  return { errorCode: null, userMessage: words, words, isEnvelope: false, isAlone: isAlone() };
}

function wordsIn(value: unknown): string {
  const words = text(first(value));
  return typeof words === 'string' ? words : '';
}

function codeIn(value: unknown): number | null {
  return code(typeof value === 'string' ? value.trim() : value);
}

/** The first item of a list, or the value itself. The API (PHP) may send one item as a list, and a list as an object. */
function first(value: unknown): unknown {
  return isFields(value) && '0' in value ? value['0'] : value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
