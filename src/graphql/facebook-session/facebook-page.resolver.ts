import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { OneboxError } from '../../onebox/onebox-error';
import { connectedAccountOf } from '../connected-account/connected-account.mapper';
import { type ConnectedAccount } from '../connected-account/connected-account.type';
import { ConnectedFacebookPage } from '../connected-account/channels/connected-facebook-page.type';
import { type GatewayContext } from '../context';
import { FieldData } from '../schema/field-data';
import { FacebookPage } from './facebook-page.type';

/** Resolves the fields of a Page that are not plain values of the session. */
@Resolver(() => FacebookPage)
export class FacebookPageResolver {
  @FieldResolver(() => [String], {
    description:
      'The tasks of the person on the Page, as Facebook names them, such as MODERATE. Empty if Onebox does not return them.',
  })
  tasks(@FieldData() { root: { tasks }, context, info }: FieldData<FacebookPage>): readonly string[] {
    if (!(tasks instanceof OneboxError)) return tasks ?? [];
    context.partialErrors.add(tasks, info);
    return [];
  }

  @FieldResolver(() => ConnectedFacebookPage, {
    nullable: true,
    description: 'The connected account of this Page. Null if it is not connected.',
  })
  async connection(
    @Root() { id }: FacebookPage,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ConnectedAccount | null> {
    return connectedAccountOf(await loaders.connectionOf.load({ channel: 'FACEBOOK', id }));
  }
}
