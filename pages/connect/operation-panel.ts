import { type TypedDocumentString } from '../generated/graphql.js';
import { find, make } from './elements.js';

/** Shows beside a step the operation that it runs, each time with the variables that it ran with. */
export class OperationPanel {
  readonly #variables = make('code');

  constructor(step: HTMLElement, operation: TypedDocumentString<unknown, never>, variables: object) {
    const text = dedented(operation.toString());
    const name = /\w+ (\w+)/.exec(text)?.[1] ?? '';
    let panel = step.querySelector<HTMLElement>('.operation');
    if (panel === null) {
      panel = make('div', { className: 'operation' });
      step.append(panel);
    }
    this.show(variables);
    panel.append(
      head(name, text),
      shown(make('code', {}, text), `Operation ${name}`),
      head('Variables', () => this.#variables.textContent, `Copy the variables of ${name}`),
      shown(this.#variables, `Variables of ${name}`),
    );
  }

  show(variables: object): void {
    this.#variables.textContent = JSON.stringify(variables, null, 2);
  }
}

function head(title: string, text: string | (() => string), label = `Copy ${title}`): HTMLElement {
  const button = make('button', { type: 'button', ariaLabel: label }, 'Copy');
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(() => {
      button.textContent = 'Copied';
      find('#news').textContent = `${title} is in the clipboard.`;
    });
  });
  return make('div', { className: 'operation-head' }, make('h3', {}, title), button);
}

/** What scrolls can be reached with the keyboard, and says what it is. */
function shown(code: HTMLElement, label: string): HTMLElement {
  const block = make('pre', { tabIndex: 0, ariaLabel: label }, code);
  block.setAttribute('role', 'region');
  return block;
}

function dedented(text: string): string {
  return text.replaceAll(/^ {4}(?=query|mutation)/gm, '').trim();
}
