import { spellingOf } from '../../onebox/bodies/lossless-json';
import { knownCodes } from '../../onebox/wire/channel';
import { documentedNames } from './documented-names';
import { stringFormat } from './string-format';

// What Onebox and Facebook call their fields. Not an id, and no word that is broken up by anything else.
const likeName = /^[A-Za-z_][A-Za-z_]{0,31}\d{0,2}$/;
// Shorter ones are in every name.
const shortestPart = 4;
// Pieces of these are in every name too, and tell nothing.
const opaqueFormats = ['uri', 'uri-with-expiry', 'jwt', 'token', 'session-id', 'encoded-session-id'];
const maxNewNames = 200;
// They tell nothing, and are in many a name.
const publicWords = new Set([...documentedNames, ...knownCodes].map((word) => word.toLowerCase()));

/**
 * Which names of fields may be written. A documented one always. Another one may be a value: PHP writes a list as an object
 * with ids or names of people for keys. So it is written only beside a documented one, and where it repeats nothing that
 * any body has as a value.
 */
export class FieldNames {
  readonly #values = new Set<string>();
  readonly #decided = new Map<string, boolean>();
  #newNames = 0;

  constructor(bodies: readonly unknown[]) {
    for (const body of bodies) this.#addValues(body);
  }

  /** The names of one object that may be written. */
  writable(names: readonly string[]): Set<string> {
    if (!isRecord(names)) return new Set();
    return new Set(names.filter((name) => documentedNames.has(name) || this.#mayWriteNew(name)));
  }

  #mayWriteNew(name: string): boolean {
    const decided = this.#decided.get(name);
    if (decided !== undefined) return decided;
    const mayWrite = this.#newNames < maxNewNames && likeName.test(name) && !this.#repeatsValue(name);
    if (mayWrite) this.#newNames += 1;
    this.#decided.set(name, mayWrite);
    return mayWrite;
  }

  #repeatsValue(name: string): boolean {
    const lower = name.toLowerCase();
    if (this.#values.has(lower)) return true;
    for (let start = 0; start < lower.length; start++) {
      for (let end = start + shortestPart; end <= lower.length; end++) {
        if (this.#values.has(lower.slice(start, end))) return true;
      }
    }
    return false;
  }

  #addValues(root: unknown): void {
    // Not recursive: a body may be nested deeper than the stack.
    const rest = [root];
    while (rest.length > 0) {
      const value = rest.pop();
      if (typeof value === 'string' || typeof value === 'number') this.#addWords(value);
      if (typeof value !== 'object' || value === null) continue;
      if (!Array.isArray(value) && !isRecord(Object.keys(value)))
        for (const name of Object.keys(value)) this.#addWords(name);
      for (const one of Object.values(value)) rest.push(one);
    }
  }

  #addWords(value: string | number): void {
    const text = String(typeof value === 'string' ? (spellingOf(value) ?? value) : value);
    const words = opaqueFormats.includes(stringFormat(text)) ? [] : text.split(/[^\p{L}\p{N}]+/u);
    for (const word of [text, ...words].map((one) => one.toLowerCase())) {
      if (!publicWords.has(word)) this.#values.add(word);
    }
  }
}

function isRecord(names: readonly string[]): boolean {
  return names.some((name) => documentedNames.has(name));
}
