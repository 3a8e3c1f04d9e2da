/** The source of one record's function. */
export class RecordSource {
  readonly #statements: string[] = [];
  readonly #properties: string[] = [];
  readonly #after: string[] = [];
  readonly #variables = new Map<string, string>();

  add(statement: string): void {
    this.#statements.push(statement);
  }

  /** The variable of a part, declared once however often it is read. */
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
    // In brackets `__proto__` is a key as any other.
    this.#properties.push(`${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: ${expression}`);
  }

  addAfter(statement: string): void {
    this.#after.push(statement);
  }

  get body(): string {
    return `${this.#statements.join('\n')} const object = { ${this.#properties.join(', ')} }; ${this.#after.join('\n')} return object;`;
  }
}
