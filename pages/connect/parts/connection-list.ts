import { type ConnectedAccountsQuery } from '../../generated/graphql.js';
import { texts } from '../texts/texts.js';
import { find, make } from './elements.js';

type Connection = ConnectedAccounts['items'][number];

/** The connected accounts of a site, as far as they were read. */
export type ConnectedAccounts = NonNullable<ConnectedAccountsQuery['connectedAccounts']>;

/** The account that a connection is of. */
export function accountIdOf(connection: Connection): string | null {
  switch (connection.__typename) {
    case 'ConnectedInstagramAccount':
      return connection.instagramAccountId;
    case 'ConnectedFacebookPage':
      return connection.pageId;
    case 'ConnectedTwitterAccount':
      return connection.twitterUserId;
    case 'OtherConnectedAccount':
      return null;
  }
}

/** Lists connected accounts. That of the account `newest` stands out. */
export function showConnections(items: readonly Connection[], newest: string | undefined): void {
  find('#connections').replaceChildren(
    ...items.map((connection) => {
      const { id, name, hasError } = connection;
      const isNewest = newest !== undefined && accountIdOf(connection) === newest;
      return make(
        'li',
        { className: 'account' },
        make('div', {}, isNewest ? make('strong', {}, name ?? id) : (name ?? id), status(connection)),
        make(
          'span',
          { className: hasError === true ? 'badge bad' : 'badge' },
          hasError === true ? texts.needsReconnect : texts.connected,
        ),
      );
    }),
  );
}

function status({ isEnabled, hasError }: Connection): HTMLElement {
  if (hasError === true) return make('small', {}, texts.hasError);
  return make('small', {}, isEnabled === false ? texts.receivesNot : texts.receives);
}
