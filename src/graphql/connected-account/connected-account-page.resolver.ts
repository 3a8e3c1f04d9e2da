import { FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { ConnectedAccountPage } from './connected-account-page.type';

/** Resolves the fields of a page that may need further calls to Onebox. */
@Resolver(() => ConnectedAccountPage)
export class ConnectedAccountPageResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'The number of accounts, of the requested channel. Null if the count needs more calls than one operation may make.',
  })
  totalCount(@Root() { countAll }: ConnectedAccountPage): Promise<number> {
    return countAll();
  }
}
