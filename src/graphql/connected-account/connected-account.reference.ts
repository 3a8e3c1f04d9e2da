import { connectedAccountNotFound } from '../../onebox/connections/connection-id';
import { type GatewayContext } from '../context';
import { idIn, type Representation } from '../federation/representation';
import { connectedAccountOf } from './connected-account.mapper';
import { type ConnectedAccount } from './connected-account.type';

/** Makes what gives the connected account of one type that a gateway refers to by `id`. */
export function connectedAccountReference(
  type: abstract new () => ConnectedAccount,
): (representation: Representation, context: GatewayContext) => Promise<ConnectedAccount> {
  return async (representation, { loaders }) => {
    const account = connectedAccountOf(await loaders.connection.load(idIn(representation, 'id')));
    // A connection of another channel is another type's.
    if (!(account instanceof type)) throw connectedAccountNotFound();
    return account;
  };
}
