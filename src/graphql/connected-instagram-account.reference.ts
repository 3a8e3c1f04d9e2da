import { ConnectedInstagramAccount } from './connected-instagram-account.type';
import { type GatewayContext } from './context';
import { idIn, type Representation } from './representation';

/** The connected account that a gateway refers to by `id`. */
export async function connectedInstagramAccountReference(
  representation: Representation,
  { loaders }: GatewayContext,
): Promise<ConnectedInstagramAccount> {
  return new ConnectedInstagramAccount(await loaders.instagramConnection.load(idIn(representation, 'id')));
}
