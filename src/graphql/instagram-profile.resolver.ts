import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { ConnectedInstagramAccount } from './connected-instagram-account.type';
import { type GatewayContext } from './context';
import { InstagramProfile } from './instagram-profile.type';

/** What of an Instagram account is not in the session. */
@Resolver(() => InstagramProfile)
export class InstagramProfileResolver {
  @FieldResolver(() => ConnectedInstagramAccount, {
    nullable: true,
    description: 'The connected account of this profile. Null where it is not connected.',
  })
  async connection(
    @Root() { id, username }: InstagramProfile,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedInstagramAccount | null> {
    const wire = await loaders.connectionOfInstagramAccount.load({ id, username });
    return wire === null ? null : new ConnectedInstagramAccount(wire);
  }
}
