import { spellingOf } from '../../onebox/bodies/lossless-json';
import { entriesOf, isNothing } from '../../onebox/wire/table/decode';
import { type WireList, type WirePart, type WireRecord } from '../../onebox/wire/table/table';
import { type WireSetting, wrong } from '../../onebox/wire/table/values';
import { stringFormat } from './string-format';

/**
 * The shape of a body by the table of its call, without values. Paths contain only names of the table, such as `data[].Enabled`. `*`
 * stands for fields that the gateway does not read.
 */
export interface BodyShape {
  /** The types and formats of the values, by path. */
  formats: Record<string, string[]>;
  /** Required paths that are absent in some body. Without them the containing record is lost. */
  missing: string[];
  /** Paths whose value cannot be decoded in some body. */
  unreadable: string[];
}

type Fields = Record<string, unknown>;

/** Describes a body by the table with which the gateway decodes it. */
export function shapeOf(table: WireRecord<object>, body: unknown, setting: WireSetting): BodyShape {
  const walk = new Walk(setting, new Set(namesIn(table)));
  walk.record(table, body, '');
  return walk.shape();
}

class Walk {
  readonly #formats = new Map<string, Set<string>>();
  readonly #missing = new Set<string>();
  readonly #unreadable = new Set<string>();

  constructor(
    private readonly setting: WireSetting,
    private readonly names: ReadonlySet<string>,
  ) {}

  shape(): BodyShape {
    const formats = [...this.#formats].map(([path, seen]) => [path, [...seen].sort()] as const);
    return {
      formats: Object.fromEntries(formats),
      missing: [...this.#missing],
      unreadable: [...this.#unreadable],
    };
  }

  record({ parts }: WireRecord<object>, body: unknown, path: string): void {
    if (typeof body !== 'object' || body === null) {
      this.#unreadable.add(path === '' ? 'the body' : path);
      return;
    }
    const prefix = path === '' ? '' : `${path}.`;
    for (const part of parts) this.#part(part, (body as Fields)[part.at], `${prefix}${part.at}`);
    for (const [name, value] of Object.entries(body)) {
      if (!this.names.has(name)) this.#see(`${prefix}*`, value);
    }
  }

  #part({ isOptional, value, record, list }: WirePart, raw: unknown, path: string): void {
    this.#see(path, raw);
    if (value !== undefined) {
      const decoded = value(raw, this.setting);
      if (decoded === wrong) this.#unreadable.add(path);
      else if (decoded === null && !isOptional) this.#missing.add(path);
    } else if (isNothing(raw)) {
      if (record !== undefined && !isOptional) this.#missing.add(path);
    } else if (record !== undefined) this.record(record, raw, path);
    else if (list !== undefined) this.#list(list, raw, path);
  }

  #list({ item, isWanted }: WireList, raw: unknown, path: string): void {
    const entries = entriesOf(raw);
    if (entries === undefined) this.#unreadable.add(path);
    for (const entry of entries ?? []) {
      if (isWanted?.(entry) !== false) this.record(item, entry, `${path}[]`);
    }
  }

  #see(path: string, value: unknown): void {
    const seen = this.#formats.get(path) ?? new Set();
    this.#formats.set(path, seen.add(formatOf(value)));
  }
}

function namesIn({ parts }: WireRecord<object>): string[] {
  return parts.flatMap(({ at, record, list }) => {
    const nested = record ?? list?.item;
    return nested === undefined ? [at] : [at, ...namesIn(nested)];
  });
}

/** The type of a value, or the format of a string. */
function formatOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return numberFormat(String(value));
  if (typeof value !== 'string') return typeof value;
  const spelling = spellingOf(value);
  return spelling === undefined ? stringFormat(value) : numberFormat(spelling);
}

function numberFormat(spelling: string): string {
  if (!/^-?\d+$/.test(spelling)) return 'number';
  return Number.isSafeInteger(Number(spelling)) ? 'integer' : 'integer-over-53-bits';
}
