import { Field, ObjectType } from 'type-graphql';

import { ConnectedAccount } from './connected-account.type';

/** A page of the list of connected accounts. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'A page of the connected accounts, oldest first.' })
export class ConnectedAccountPage {
  @Field(() => [ConnectedAccount], { description: 'The accounts of this page.' })
  readonly items!: readonly ConnectedAccount[];

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next page. Null on the last page.',
  })
  readonly endCursor!: string | null;

  readonly countAll!: () => Promise<number>;
}
