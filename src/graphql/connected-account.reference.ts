import { ConnectedAccount } from './connected-account.type';
import { type GatewayContext } from './context';
import { idIn, type Representation } from './representation';

/** The connected account that a gateway refers to by `id`. */
export async function connectedAccountReference(
  representation: Representation,
  { loaders }: GatewayContext,
): Promise<ConnectedAccount> {
  return new ConnectedAccount(await loaders.instagramConnection.load(idIn(representation, 'id')));
}
