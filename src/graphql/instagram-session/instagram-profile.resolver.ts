import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { connectedAccountOf } from '../connected-account/connected-account.mapper';
import { type ConnectedAccount } from '../connected-account/connected-account.type';
import { ConnectedInstagramAccount } from '../connected-account/channels/connected-instagram-account.type';
import { type GatewayContext } from '../context';
import { InstagramProfile } from './instagram-profile.type';

/** Resolves the fields of an Instagram account that are not in the session. */
@Resolver(() => InstagramProfile)
export class InstagramProfileResolver {
  @FieldResolver(() => ConnectedInstagramAccount, {
    nullable: true,
    description: 'The connected account of this profile. Null if it is not connected.',
  })
  async connection(
    @Root() { id, username }: InstagramProfile,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedAccount | null> {
    return connectedAccountOf(await loaders.connectionOf.load({ channel: 'INSTAGRAM', id, username }));
  }
}
