import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { ConnectedAccount } from './connected-account.type';
import { type GatewayContext } from './context';
import { InstagramProfile } from './instagram-profile.type';

/** What of an Instagram account is not in the session. */
@Resolver(() => InstagramProfile)
export class InstagramProfileResolver {
  @FieldResolver(() => ConnectedAccount, {
    nullable: true,
    description: 'The Onebox connection of this account, null where it is not connected yet.',
  })
  async connection(
    @Root() { id }: InstagramProfile,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedAccount | null> {
    const wire = await loaders.connectionOfInstagramAccount.load(id);
    return wire === null ? null : new ConnectedAccount(wire);
  }
}
