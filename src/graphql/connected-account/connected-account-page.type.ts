import { Field, Int, ObjectType } from 'type-graphql';

import { ConnectedAccount } from './connected-account.type';

/** A page of the list of connected accounts. The total is counted only where it is asked for. */
@ObjectType({ simpleResolvers: true, description: 'A page of the connected accounts, oldest first.' })
export class ConnectedAccountPage {
  @Field(() => [ConnectedAccount], { description: 'The accounts of this page.' })
  readonly items!: readonly ConnectedAccount[];

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next page. Null on the last page.',
  })
  readonly endCursor!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of accounts, of the requested channel. Null if the count needs more calls than one operation may make.',
  })
  readonly totalCount!: () => Promise<number>;
}
