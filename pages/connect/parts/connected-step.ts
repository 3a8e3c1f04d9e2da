import { type ConnectedAccountsQuery } from '../../generated/graphql.js';
import { type Result } from '../gateway-client.js';
import { texts } from '../texts/texts.js';
import { type ConnectedAccounts, showConnections } from './connection-list.js';
import { find } from './elements.js';
import { leftOutList, Step } from './step.js';

/** The last step: the accounts that are connected to the site. */
export class ConnectedStep {
  readonly step = new Step('connected', 'waiting');
  readonly #again = find('#again');
  /** What was read for an earlier session is not shown. */
  #round = 0;
  /** One list after the other: the last one has all. */
  #previous: Promise<unknown> = Promise.resolve();

  constructor(private readonly load: () => Promise<Result<ConnectedAccountsQuery>>) {
    this.#again.addEventListener('click', () => void this.read());
  }

  clear(): void {
    this.#round += 1;
    this.#again.hidden = true;
    find('#connections').replaceChildren();
    this.step.clear();
  }

  /** Shows the list, with the account `newest` made to stand out. Undefined where it cannot be read: the step says why. */
  read(newest?: string): Promise<ConnectedAccounts | undefined> {
    const round = this.#round;
    const reading = this.#previous.then(() => this.#read(round, newest));
    this.#previous = reading.catch(() => undefined);
    return reading;
  }

  async #read(round: number, newest: string | undefined): Promise<ConnectedAccounts | undefined> {
    if (round !== this.#round) return undefined;
    let accounts: ConnectedAccounts | undefined;
    this.#again.hidden = true;
    await this.step.run(async () => {
      try {
        const { data, leftOut } = await this.load();
        if (round !== this.#round || data.connectedAccounts === null) return;
        accounts = data.connectedAccounts;
        const { items, totalCount, endCursor } = accounts;
        showConnections(items, newest);
        const count = totalCount ?? items.length;
        this.step.succeed(count === 0 ? texts.noneConnected : texts.connectedCount(count));
        if (count === 0) this.step.setState('waiting');
        if (endCursor !== null) this.step.warn(texts.firstShown(items.length, totalCount));
        if (leftOut.length > 0) this.step.warn(...leftOutList(leftOut));
      } catch (error) {
        if (round !== this.#round) return;
        this.#again.hidden = false;
        throw error;
      }
    });
    return accounts;
  }
}
