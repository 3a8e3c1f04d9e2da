import { type Choice, type Group } from '../channels/grant.js';
import { texts } from '../texts/texts.js';
import { accountRow } from './account-row.js';
import { find, findA, make } from './elements.js';

const filterFrom = 10;

/** What connects an account. Resolves when it is connected. */
export type Connect = (choice: Choice) => Promise<void>;

/** The accounts of a session to choose from, with a filter where they are many. */
export class ChoiceList {
  readonly #list = find('#choices');
  readonly #filter = find('#filter');
  readonly #input = findA(HTMLInputElement, '#filter input');
  #groups: readonly Group[] = [];

  constructor() {
    this.#input.addEventListener('input', () => {
      this.#applyFilter();
    });
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#filter.hidden = true;
    this.#input.value = '';
    this.#groups = [];
  }

  show(groups: readonly Group[], isConnected: (choice: Choice) => boolean, connect: Connect): void {
    this.#groups = groups;
    const isLong = this.#count > filterFrom;
    this.#filter.hidden = !isLong;
    this.#list.classList.toggle('long', isLong);
    this.#list.replaceChildren(
      ...groups.map(({ title, ifEmpty, choices }) =>
        make(
          'li',
          {},
          make('h3', {}, title),
          choices.length === 0
            ? make('small', {}, ifEmpty)
            : make('ul', {}, ...choices.map((choice) => accountRow(choice, isConnected(choice), connect))),
        ),
      ),
    );
  }

  get #count(): number {
    return this.#groups.reduce((sum, { choices }) => sum + choices.length, 0);
  }

  /** Shows the accounts that have the words, and the whole of a Page whose name has them. */
  #applyFilter(): void {
    const words = this.#input.value.toLowerCase().split(/\s+/);
    const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
    let shown = 0;
    this.#groups.forEach(({ title, choices }, index) => {
      const item = this.#list.children[index] as HTMLElement;
      const rows = item.querySelectorAll<HTMLElement>('.account');
      const matches = choices.map(({ label, detail }) => has(`${title} ${label} ${detail}`));
      rows.forEach((row, at) => {
        row.hidden = matches[at] !== true;
      });
      const count = matches.filter(Boolean).length;
      shown += count;
      item.hidden = count === 0 && !(choices.length === 0 && has(title));
    });
    const text = texts.accountsShown(shown, this.#count);
    find('#choose .outcome').textContent = text;
    find('#news').textContent = text;
  }
}
