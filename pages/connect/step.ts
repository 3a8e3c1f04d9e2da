import { find, make } from './elements.js';
import { GatewayError } from './gateway-client.js';

/** One step of the page: what it says, and whether it is there yet. */
export class Step {
  readonly element: HTMLElement;

  constructor(id: string) {
    this.element = find(`#${id}`);
  }

  /** Shows it, and takes the person there. */
  open(): void {
    this.element.hidden = false;
    find('h2', this.element).focus();
  }

  /** Hides it, and what it said. */
  reset(): void {
    for (const kind of ['.error', '.outcome']) find(kind, this.element).hidden = true;
    this.element.hidden = true;
  }

  /** Says how it went, to eyes and ears. */
  succeed(outcome: string): void {
    this.#say('.outcome', outcome);
    find('#news').textContent = outcome;
  }

  /** Runs what the step does; where that fails, says what the gateway says. */
  async run(button: HTMLButtonElement | undefined, action: () => Promise<void>): Promise<void> {
    for (const kind of ['.error', '.outcome']) find(kind, this.element).hidden = true;
    if (button !== undefined) button.disabled = true;
    try {
      await action();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const details = [error.code, error.requestId && `request ${error.requestId}`]
        .filter(Boolean)
        .join(' · ');
      this.#say('.error', error.message, make('small', {}, details));
      if (error.code === 'UNAUTHENTICATED') find('#sign-in').scrollIntoView();
    } finally {
      if (button !== undefined) button.disabled = false;
    }
  }

  #say(kind: string, ...content: (Node | string)[]): void {
    const place = find(kind, this.element);
    place.replaceChildren(...content);
    place.hidden = false;
  }
}
