/** Collects the source text of the function that projects one record. */
export class RecordSource {
  readonly #statements: string[] = [];
  readonly #properties: string[] = [];
  readonly #after: string[] = [];
  readonly #variables = new Map<string, string>();

  add(statement: string): void {
    this.#statements.push(statement);
  }

  /** The variable of a part. It is declared with the first read. */
  once(partName: string, declare: (variable: string) => string): string {
    let variable = this.#variables.get(partName);
    if (variable === undefined) {
      variable = `v${this.#variables.size}`;
      this.#variables.set(partName, variable);
      this.add(declare(variable));
    }
    return variable;
  }

  addProperty(key: string, expression: string): void {
    // As a computed key, `__proto__` does not set the prototype.
    this.#properties.push(`${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: ${expression}`);
  }

  addAfter(statement: string): void {
    this.#after.push(statement);
  }

  get body(): string {
    return `${this.#statements.join('\n')} const object = { ${this.#properties.join(', ')} }; ${this.#after.join('\n')} return object;`;
  }
}

/** The source text of a function that projects a list. With `isUnique`, it runs `fail` where two entries have the same `key`. */
export function listSource({
  name,
  itemName,
  fieldsPerItem,
  isUnique,
  isNothing,
  fail,
}: {
  name: string;
  itemName: string;
  fieldsPerItem: number;
  isUnique: boolean;
  isNothing: string;
  fail: string;
}): string {
  const requireUnique = isUnique ? `keys.add(key); if (keys.size <= index) ${fail}` : '';
  return `const ${name} = (raw) => {
      if (!Array.isArray(raw)) { if (${isNothing}(raw)) return []; ${fail} }
      addList(raw.length, ${fieldsPerItem});
      const items = [];
      ${isUnique ? 'const keys = new Set();' : ''}
      for (let index = 0; index < raw.length; index++) { items.push(${itemName}(raw[index])); ${requireUnique} }
      return items;
    };`;
}
