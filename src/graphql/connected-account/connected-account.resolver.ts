import { type GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';

import { compareIds } from '../../onebox/connections/site-connections';
import { type Channel } from '../../onebox/wire/channel';
import { type DecodedConnection } from '../../onebox/wire/connection';
import { badInput } from '../errors/bad-input';
import { type GatewayContext } from '../context';
import { cursorAfter, idOfCursor } from './cursor';
import { objectOf } from '../schema/object-of';
import { ConnectedAccountPage } from './connected-account-page.type';
import { connectedAccountOf } from './connected-account.mapper';
import { ConnectedAccount } from './connected-account.type';
import { OneboxChannel } from './channels/onebox-channel.type';

const defaultFirst = 20;
const maxFirst = 100;
// Our own bound: the documentation of Onebox states none.
const maxNameLength = 255;

@ArgsType()
class ConnectedAccountsArgs {
  @Field(() => OneboxChannel, { nullable: true, description: 'Only accounts of this channel.' })
  channel: Channel | null | undefined;

  @Field(() => Int, { nullable: true, defaultValue: defaultFirst, description: `At most ${maxFirst}.` })
  first: number | null = defaultFirst;

  @Field(() => String, { nullable: true, description: 'The endCursor of the previous page.' })
  after: string | null | undefined;
}

/** Finds and renames connected accounts of any channel. */
@Resolver()
export class ConnectedAccountResolver {
  @Query(() => ConnectedAccountPage, {
    nullable: true,
    description: "Accounts connected to the caller's site, oldest first. Needs a bearer token.",
  })
  async connectedAccounts(
    @Args(() => ConnectedAccountsArgs) args: ConnectedAccountsArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectedAccountPage> {
    const limit = args.first ?? defaultFirst;
    if (limit < 0 || limit > maxFirst) throw badInput(`\`first\` must be from 0 to ${maxFirst}.`);
    const lastId = typeof args.after === 'string' ? idOfCursor(args.after) : '';
    const channel = args.channel ?? undefined;
    const { connections } = context.loaders;
    const rest = (): DecodedConnection[] =>
      connections.list(channel).items.filter(({ id }) => compareIds(id, lastId) > 0);
    // One more than the limit shows that there is a next page.
    await connections.readUntil(() => rest().length > limit);
    context.partialErrors.addUnreadable(connections.list(channel), info);
    const found = rest();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return objectOf(ConnectedAccountPage, {
      items: page.map((connection) => connectedAccountOf(connection)),
      endCursor: last !== undefined && page.length < found.length ? cursorAfter(last.id) : null,
      totalCount: () => connections.count(channel),
    });
  }

  @Query(() => ConnectedAccount, {
    nullable: true,
    description: 'One connected account, of any channel. Needs a bearer token.',
  })
  async connectedAccount(
    @Arg('id', () => ID, { description: "The connection's id in Onebox." }) id: string,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedAccount> {
    return connectedAccountOf(await loaders.connection.load(id));
  }

  @Mutation(() => ConnectedAccount, {
    description: 'Changes the name of a connected account in Onebox. Needs a bearer token.',
  })
  async renameConnectedAccount(
    @Arg('id', () => ID, { description: "The connection's id in Onebox." }) id: string,
    @Arg('name', () => String, { description: `The new name: from 1 to ${maxNameLength} characters.` })
    name: string,
    @Ctx() { loaders, onebox }: GatewayContext,
  ): Promise<ConnectedAccount> {
    const newName = name.trim();
    if (newName === '' || newName.length > maxNameLength) {
      throw badInput(`The name must have from 1 to ${maxNameLength} characters, and not blanks alone.`);
    }
    try {
      return connectedAccountOf(await onebox.renameConnection(id, newName));
    } finally {
      loaders.clearConnections();
    }
  }
}
