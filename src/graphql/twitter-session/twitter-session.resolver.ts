import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import { parseSessionId } from '../../onebox/sessions/session-id';
import { connectedAccountOf } from '../connected-account/connected-account.mapper';
import { type ConnectedAccount } from '../connected-account/connected-account.type';
import { ConnectedTwitterAccount } from '../connected-account/channels/connected-twitter-account.type';
import { type GatewayContext } from '../context';
import { sessionIdDescription } from '../session/session-id-description';
import { twitterSessions } from './twitter-session.mapper';
import { TwitterSession } from './twitter-session.type';

/** `Query.twitterSession`, and the connection of its account. */
@Resolver(() => TwitterSession)
export class TwitterSessionResolver {
  @Query(() => TwitterSession, {
    nullable: true,
    description: 'What a person granted: their Twitter account. Needs a bearer token.',
  })
  twitterSession(
    @Arg('id', () => ID, { description: sessionIdDescription }) id: string,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<TwitterSession> {
    return loaders.sessions(twitterSessions).session.load(parseSessionId(id));
  }

  @FieldResolver(() => ConnectedTwitterAccount, {
    nullable: true,
    description: 'The connected account of this session. Null if it is not connected.',
  })
  async connection(
    @Root() { profile: { id, screenName: username } }: TwitterSession,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedAccount | null> {
    return connectedAccountOf(await loaders.connectionOf.load({ channel: 'TWITTER', id, username }));
  }
}
