import { type GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';

import { parseSessionId } from '../onebox/session-id';
import { compareIds } from '../onebox/site-connections';
import { badInput } from './bad-input';
import { ConnectedInstagramAccount, ConnectedAccountPage } from './connected-instagram-account.type';
import { type GatewayContext } from './context';
import { cursorBehind, idOfCursor } from './cursor';
import { reportUnreadableItems } from './unreadable-items';

const defaultFirst = 20;
const maxFirst = 100;

/** `Query.connectedAccounts` and `Mutation.connectInstagramAccount`. */
@Resolver(() => ConnectedInstagramAccount)
export class ConnectedAccountResolver {
  @Query(() => ConnectedAccountPage, {
    nullable: true,
    description: "The Instagram accounts connected to the caller's site, oldest first. Needs a bearer token.",
  })
  async connectedAccounts(
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultFirst,
      description: `At most ${maxFirst}.`,
    })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the previous page.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectedAccountPage> {
    const limit = first ?? defaultFirst;
    if (limit < 0 || limit > maxFirst) throw badInput(`\`first\` must be from 0 to ${maxFirst}.`);
    const lastId = after === null || after === undefined ? '' : idOfCursor(after);
    const connections = await context.loaders.instagramConnections.load('all');
    reportUnreadableItems(connections, context, info);
    const { items } = connections;
    const rest = items.filter(({ id }) => compareIds(id, lastId) > 0);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return new ConnectedAccountPage({
      items: page.map((connection) => new ConnectedInstagramAccount(connection)),
      totalCount: items.length,
      endCursor: last !== undefined && page.length < rest.length ? cursorBehind(last.id) : null,
    });
  }

  @Mutation(() => ConnectedInstagramAccount, {
    description:
      'Connects an Instagram account of a session, or refreshes its tokens where it is connected already. ' +
      'Facebook tokens never pass through the caller. Needs a bearer token.',
  })
  async connectInstagramAccount(
    @Arg('sessionId', () => ID, { description: "The session's id." }) sessionId: string,
    @Arg('pageId', () => ID, { description: 'The Page of that session through which to connect.' })
    pageId: string,
    @Arg('instagramAccountId', () => ID, {
      description: "The Page's instagramBusinessAccount, or one of its instagramAccounts.",
    })
    instagramAccountId: string,
    @Ctx() { loaders, onebox, served }: GatewayContext,
  ): Promise<ConnectedInstagramAccount> {
    const id = parseSessionId(sessionId);
    const session = await loaders.wireSession.load(id);
    try {
      const choice = { pageId, instagramAccountId };
      return new ConnectedInstagramAccount(await served.instagramConnector.connect(onebox, session, choice));
    } finally {
      loaders.instagramConnections.clearAll();
      loaders.connectionOfInstagramAccount.clearAll();
      loaders.instagramConnection.clearAll();
      await onebox.forgetInstagramSession(id);
    }
  }
}
