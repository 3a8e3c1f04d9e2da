const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is inserted without escaping. */
export class Html {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** Builds markup from a template. Escapes values, except {@link Html}. */
export function html(strings: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(markupOf)));
}

function markupOf(value: string | Html | Html[]): string {
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.join('');
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
