import { type ConnectionFields } from './connection-fields';
import { type OneboxDataSource } from '../onebox-data-source';
import { OneboxError } from '../onebox-error';
import { connectionIdLookup } from './site-connections';
import { type DecodedConnection } from '../wire/connection';

/**
 * Connects accounts to Onebox, never one twice: the Onebox API would. Calls for the same account of the same site wait for
 * each other, so that the second finds what the first has made; calls through another gateway do not.
 */
export class AccountConnector {
  readonly #lastOf = new Map<string, Promise<unknown>>();

  /** Connects the account, or gives its connection these tokens where it has one. Throws an OneboxError. */
  async connect(onebox: OneboxDataSource, fields: ConnectionFields): Promise<DecodedConnection> {
    const { account } = fields;
    return this.#oneAtATime(`${onebox.siteId ?? ''} ${account.channel} ${account.id}`, async () => {
      const createOrRefresh = async (): Promise<DecodedConnection> => {
        // A read that began earlier does not show what was connected since.
        const { keys } = await onebox.findConnections({ bypassCache: true }).readAll();
        const existingId = connectionIdLookup(keys, account.channel)(account);
        return existingId === undefined
          ? onebox.createConnection(fields)
          : onebox.refreshConnection(existingId, fields);
      };
      try {
        return await createOrRefresh();
      } catch (error) {
        if (!(error instanceof OneboxError) || error.kind !== 'connected-account-not-found') throw error;
        // Somebody disconnected it meanwhile.
        return await createOrRefresh();
      }
    });
  }

  async #oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.#lastOf.get(key) ?? Promise.resolve();
    const result = before.then(run, (error: unknown) => {
      // Onebox may still be making it, and not list it yet: to go on could make a second.
      if (error instanceof OneboxError && error.isOutcomeUnknown) throw withoutWords(error);
      return run();
    });
    this.#lastOf.set(key, result);
    try {
      return await result;
    } finally {
      if (this.#lastOf.get(key) === result) this.#lastOf.delete(key);
    }
  }
}

/** What Onebox said is for the caller to whom it said it. */
function withoutWords({ kind, message }: OneboxError): OneboxError {
  return new OneboxError(kind, message, { isOutcomeUnknown: true });
}
