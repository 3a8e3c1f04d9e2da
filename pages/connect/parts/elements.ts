/** The element that a selector names. Throws where there is none. */
export function find(selector: string, within: ParentNode = document): HTMLElement {
  return findA(HTMLElement, selector, within);
}

/** The element of one kind that a selector names. Throws where there is none. */
export function findA<Kind extends HTMLElement>(
  kind: new () => Kind,
  selector: string,
  within: ParentNode = document,
): Kind {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** A new element with properties and content. Text stays text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}
