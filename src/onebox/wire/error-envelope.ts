import { code, text } from './table/values';

/** What a body says that is no answer to what was asked. */
export interface Refusal {
  /** Null where there is none. */
  errorCode: number | null;
  /** For people. Empty where there are none. */
  userMessage: string;
  /** What tells what is wrong: may not be meant for people, and never leaves the gateway. */
  words: string;
  /** Whether it is the envelope of Onebox's documentation; else it is `{"error": "…"}`. */
  isEnvelope: boolean;
  /** Whether the body holds nothing else. */
  isAlone: boolean;
}

type Fields = Partial<Record<string, unknown>>;

const errorKeys = ['_meta', 'records', 'error'];
// How a body says beside an answer that nothing is wrong.
const noError = /^\s*(?:0|false|null)\s*$/i;

/** What a body refuses with; undefined where it does not. */
export function errorRecordIn(body: unknown): Refusal | undefined {
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

/** PHP writes one thing also as a list of one, and a list also as an object. */
function first(value: unknown): unknown {
  return isFields(value) && '0' in value ? value['0'] : value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
