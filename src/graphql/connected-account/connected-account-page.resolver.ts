import { FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { ConnectedAccountPage } from './connected-account-page.type';

/** Resolves the fields of a page that may need further calls to Onebox. */
@Resolver(() => ConnectedAccountPage)
export class ConnectedAccountPageResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Accounts in all, of the channel asked for. Null where that would take more calls than one operation may make.',
  })
  totalCount(@Root() { countAll }: ConnectedAccountPage): Promise<number> {
    return countAll();
  }
}
