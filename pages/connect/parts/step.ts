import { GatewayError } from '../gateway-client.js';
import { texts } from '../texts/texts.js';
import { find, make } from './elements.js';
import { errorContent } from './error-content.js';

type State = keyof typeof texts.states;

/** An error of the page itself, in the reader's language. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

const messages = '.doing > .error, .doing > .outcome, .doing > .warning';

/** One step of the page: its state, and what it says. */
export class Step {
  readonly element: HTMLElement;

  constructor(id: string, state: State) {
    this.element = find(`#${id}`);
    this.setState(state);
  }

  isBusy(): boolean {
    return this.element.dataset['state'] === 'busy';
  }

  setState(state: State): void {
    this.element.dataset['state'] = state;
    this.element.ariaBusy = String(state === 'busy');
    find('.state', this.element).textContent = texts.states[state];
  }

  /** Takes the person there, and no further than needed. */
  focus(): void {
    find('h2', this.element).focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Clears what it said. */
  reset(state: State): void {
    for (const part of this.element.querySelectorAll<HTMLElement>(messages)) {
      part.replaceChildren();
      part.hidden = true;
    }
    this.setState(state);
  }

  /** Clears what it said, until there is something to say. */
  clear(): void {
    this.reset('waiting');
    for (const part of this.element.querySelectorAll<HTMLElement>('.placeholder')) part.hidden = false;
  }

  /** Says how it went, to eyes and ears. */
  succeed(outcome: string): void {
    this.#say('.outcome', outcome);
    find('#news').textContent = outcome;
    this.setState('done');
  }

  /** Says what is not as it should be, though the rest is. */
  warn(...content: (Node | string)[]): void {
    this.#say('.warning', ...content);
    find('#news').textContent = find('.doing > .warning', this.element).textContent;
    this.setState('warning');
  }

  fail(error: unknown): void {
    if (error instanceof PageError) this.#say('.error', error.message);
    else if (error instanceof GatewayError) this.#say('.error', ...errorContent(error));
    else throw error;
    this.setState('failed');
  }

  /** Runs what the step does, once at a time; where that fails, says why. */
  async run(action: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.reset('busy');
    try {
      await action();
    } catch (error) {
      this.fail(error);
    }
    // The action says how it went; one that was overtaken says nothing.
    if (this.isBusy()) this.setState('ready');
  }

  #say(kind: string, ...content: (Node | string)[]): void {
    const place = find(`.doing > ${kind}`, this.element);
    place.replaceChildren(...content);
    place.hidden = false;
    for (const part of this.element.querySelectorAll<HTMLElement>('.placeholder')) part.hidden = true;
  }
}

/** A list of what could not be read. */
export function leftOutList(errors: readonly GatewayError[]): Node[] {
  return [
    make('p', {}, texts.partial(errors.length)),
    make('ul', {}, ...errors.map((error) => make('li', {}, ...errorContent(error)))),
  ];
}
