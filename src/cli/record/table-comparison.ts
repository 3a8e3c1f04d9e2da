import { entriesOf, isNothing } from '../../onebox/wire/table/decode';
import { type WireList, type WirePart, type WireRecord } from '../../onebox/wire/table/table';
import { type WireSetting, wrong } from '../../onebox/wire/table/values';

/** How bodies differ from a table. Each is the path of a field in the table, such as `data[].Enabled`. */
export interface TableComparison {
  /** Without it, nothing is left of what it is in; in some body it is not there. */
  missing: string[];
  /** In some body it is there, and cannot be read. */
  unreadable: string[];
  /** It is optional, and there in none. */
  absent: string[];
}

type Fields = Record<string, unknown>;
type Observation = 'missing' | 'unreadable' | 'absent' | 'present';

/** Compares a body with the table by which the gateway decodes it. */
export function compareWithTable(
  table: WireRecord<object>,
  body: unknown,
  setting: WireSetting,
): TableComparison {
  const walk = new Walk(setting);
  walk.record(table, body, '');
  return walk.comparison();
}

class Walk {
  readonly #observed = new Map<string, Set<Observation>>();

  constructor(private readonly setting: WireSetting) {}

  comparison(): TableComparison {
    const withOne = (wanted: Observation): string[] =>
      [...this.#observed].filter(([, seen]) => seen.has(wanted)).map(([path]) => path);
    const isOnlyAbsent = (path: string): boolean => this.#observed.get(path)?.size === 1;
    return {
      missing: withOne('missing'),
      unreadable: withOne('unreadable'),
      absent: withOne('absent').filter(isOnlyAbsent),
    };
  }

  record(table: WireRecord<object>, body: unknown, path: string): void {
    if (typeof body !== 'object' || body === null) {
      this.#observe(path === '' ? 'the body' : path, 'unreadable');
      return;
    }
    for (const part of table.parts) {
      this.#part(part, (body as Fields)[part.at], path === '' ? part.at : `${path}.${part.at}`);
    }
  }

  #part(part: WirePart, raw: unknown, path: string): void {
    const { isOptional, value, record, list } = part;
    if (value !== undefined) {
      const decoded = value(raw, this.setting);
      if (decoded === wrong) this.#observe(path, 'unreadable');
      else if (decoded !== null) this.#observe(path, 'present');
      else this.#observe(path, isOptional ? 'absent' : 'missing');
    } else if (isNothing(raw)) {
      this.#observe(path, isOptional || list !== undefined ? 'absent' : 'missing');
    } else {
      this.#observe(path, 'present');
      if (record !== undefined) this.record(record, raw, path);
      if (list !== undefined) this.#list(list, raw, path);
    }
  }

  #list({ item, isWanted }: WireList, raw: unknown, path: string): void {
    const entries = entriesOf(raw);
    if (entries === undefined) this.#observe(path, 'unreadable');
    for (const entry of entries ?? []) {
      if (isWanted?.(entry) !== false) this.record(item, entry, `${path}[]`);
    }
  }

  #observe(path: string, observation: Observation): void {
    const seen = this.#observed.get(path) ?? new Set();
    this.#observed.set(path, seen.add(observation));
  }
}
