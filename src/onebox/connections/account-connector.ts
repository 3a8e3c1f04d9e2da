import { type ConnectionFields } from './connection-fields';
import { type OneboxDataSource } from '../onebox-data-source';
import { OneboxError } from '../onebox-error';
import { connectionIdLookup } from './site-connections';
import { type DecodedConnection } from '../wire/connection';

/**
 * Connects accounts to Onebox without creating duplicates, which the Onebox API allows. Calls for the same account and site run one
 * after the other, so that the second finds the connection of the first. Calls through another replica are not coordinated.
 */
export class AccountConnector {
  readonly #lastOf = new Map<string, Promise<unknown>>();

  /** Connects the account, or refreshes the tokens of its existing connection. Throws an OneboxError. */
  async connect(onebox: OneboxDataSource, fields: ConnectionFields): Promise<DecodedConnection> {
    const { account } = fields;
    return this.#oneAtATime(`${onebox.siteId ?? ''} ${account.channel} ${account.id}`, async () => {
      const createOrRefresh = async (): Promise<DecodedConnection> => {
        // A shared read may have begun before a recent connection.
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
        // The account was disconnected in the meantime.
        return await createOrRefresh();
      }
    });
  }

  async #oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
    const previous = this.#lastOf.get(key) ?? Promise.resolve();
    const result = previous.then(run, (error: unknown) => {
      // Onebox may still be creating the connection without listing it. To continue could create a duplicate.
      if (error instanceof OneboxError && error.isOutcomeUnknown) throw withoutOneboxText(error);
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

/** Removes the text of Onebox, which is only for the caller of the failed call. */
function withoutOneboxText({ kind, message }: OneboxError): OneboxError {
  return new OneboxError(kind, message, { isOutcomeUnknown: true });
}
