import { connectedAccountNotFound } from '../../onebox/connections/connection-id';
import { type GatewayContext } from '../context';
import { idIn, type Representation } from '../federation/representation';
import { connectedAccountOf } from './connected-account.mapper';
import { type ConnectedAccount } from './connected-account.type';

/** Returns the reference resolver of one connected account type, whose key is `id`. */
export function connectedAccountReference(
  type: abstract new () => ConnectedAccount,
): (representation: Representation, context: GatewayContext) => Promise<ConnectedAccount> {
  return async (representation, { loaders }) => {
    const account = connectedAccountOf(await loaders.connection.load(idIn(representation, 'id')));
    // The connection of another channel has another type.
    if (!(account instanceof type)) throw connectedAccountNotFound();
    return account;
  };
}
