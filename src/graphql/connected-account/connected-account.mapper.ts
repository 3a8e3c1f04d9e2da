import { type DecodedConnection } from '../../onebox/wire/connection';
import { objectOf } from '../schema/object-of';
import { type ConnectedAccount } from './connected-account.type';
import { ConnectedFacebookPage } from './channels/connected-facebook-page.type';
import { ConnectedInstagramAccount } from './channels/connected-instagram-account.type';
import { ConnectedTwitterAccount } from './channels/connected-twitter-account.type';
import { OtherConnectedAccount } from './channels/other-connected-account.type';

/** Maps a decoded connection to the connected account type of its channel. */
export function connectedAccountOf<C extends DecodedConnection | null>(
  connection: C,
): C extends null ? null : ConnectedAccount;
export function connectedAccountOf(connection: DecodedConnection | null): ConnectedAccount | null {
  if (connection === null) return null;
  switch (connection.channel) {
    case 'INSTAGRAM':
      return objectOf(ConnectedInstagramAccount, connection);
    case 'FACEBOOK':
      return objectOf(ConnectedFacebookPage, {
        ...connection,
        pageId: connection.userId ?? connection.from,
      });
    case 'TWITTER':
      return objectOf(ConnectedTwitterAccount, connection);
    case 'WHATSAPP':
    case 'EMAIL':
    case 'YOUTUBE':
    case 'OTHER':
      return objectOf(OtherConnectedAccount, connection);
  }
}
