import { type GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';

import { parseSessionId } from '../onebox/session-id';
import { compareIds } from '../onebox/wire-connection';
import { badInput } from './bad-input';
import { ConnectedAccount, ConnectedAccountPage } from './connected-account.type';
import { type GatewayContext } from './context';
import { cursorBehind, idOfCursor } from './cursor';
import { reportLeftOut } from './left-out';

const defaultFirst = 20;
const maxFirst = 100;

/** `Query.connectedAccounts` and `Mutation.connectInstagramAccount`. */
@Resolver(() => ConnectedAccount)
export class ConnectedAccountResolver {
  @Query(() => ConnectedAccountPage, {
    description: 'The Instagram accounts already connected to this site. Needs a bearer token.',
  })
  async connectedAccounts(
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultFirst,
      description: `How many to give at most, up to ${maxFirst}.`,
    })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectedAccountPage> {
    const limit = first ?? defaultFirst;
    if (limit < 0 || limit > maxFirst) throw badInput(`\`first\` must be from 0 to ${maxFirst}.`);
    const lastId = after === null || after === undefined ? '' : idOfCursor(after);
    const { items, unreadable } = await context.loaders.instagramConnections.load('all');
    reportLeftOut(unreadable, context, info);
    const rest = items.filter(({ Id }) => compareIds(Id, lastId) > 0);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return new ConnectedAccountPage({
      items: page.map((wire) => new ConnectedAccount(wire)),
      totalCount: items.length,
      endCursor: last !== undefined && page.length < rest.length ? cursorBehind(last.Id) : null,
    });
  }

  @Mutation(() => ConnectedAccount, {
    description:
      'Connects an Instagram account of a session to Onebox. The Facebook tokens this takes go from Onebox to Onebox, ' +
      'never through the caller. Connecting an account that is connected already refreshes its tokens. ' +
      'Needs a bearer token.',
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
  ): Promise<ConnectedAccount> {
    const id = parseSessionId(sessionId);
    const session = await loaders.wireSession.load(id);
    try {
      const choice = { pageId, instagramAccountId };
      return new ConnectedAccount(await served.instagramConnector.connect(onebox, session, choice));
    } finally {
      loaders.instagramConnections.clearAll();
      loaders.connectionOfInstagramAccount.clearAll();
      loaders.instagramConnection.clearAll();
      await onebox.forgetInstagramSession(id);
    }
  }
}
