import { type TypedDocumentString } from '../../generated/graphql.js';
import { copyTextOf } from '../clipboard.js';
import { texts } from '../texts/texts.js';
import { find, make } from './elements.js';

const phone = '(max-width: 48rem)';

/** Shows beside a step the operation that it runs, each time with the variables that it ran with. Folded away on a phone. */
export class OperationPanel {
  readonly #variables = make('code');

  constructor(step: HTMLElement, operation: TypedDocumentString<unknown, never>, variables: object) {
    const text = dedented(operation.toString());
    const name = /\w+ (\w+)/.exec(text)?.[1] ?? '';
    const place = step.querySelector<HTMLElement>('.operations') ?? make('div', { className: 'operations' });
    step.append(place);
    this.show(variables);
    const code = make('code', {}, text);
    const panel = make(
      'details',
      { open: !matchMedia(phone).matches },
      make('summary', {}, name),
      head(texts.operation(name), copyButton(name, texts.copyThis(name), code)),
      shown(code, texts.operation(name)),
      head(texts.variables, copyButton(texts.variablesOf(name), texts.copyVariables(name), this.#variables)),
      shown(this.#variables, texts.variablesOf(name)),
    );
    place.append(panel);
  }

  show(variables: object): void {
    this.#variables.textContent = JSON.stringify(variables, null, 2);
  }
}

function head(title: string, button: HTMLElement): HTMLElement {
  return make('div', { className: 'operation-head' }, make('h3', {}, title), button);
}

function copyButton(what: string, label: string, code: HTMLElement): HTMLElement {
  const button = make('button', { type: 'button', className: 'quiet', ariaLabel: label }, texts.copy);
  button.addEventListener('click', () => {
    void copyTextOf(code).then((isCopied) => {
      button.textContent = isCopied ? texts.copied : texts.copy;
      find('#news').textContent = isCopied ? texts.isCopied(what) : texts.selected;
    });
  });
  return button;
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
