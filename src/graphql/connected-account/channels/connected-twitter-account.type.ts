import { Field, ID, ObjectType } from 'type-graphql';

import { type Optional } from '../../../onebox/wire/table/table';
import { ConnectedAccount } from '../connected-account.type';

@ObjectType({
  simpleResolvers: true,
  implements: ConnectedAccount,
  description: 'A Twitter account connected to a Onebox site.',
})
export class ConnectedTwitterAccount extends ConnectedAccount {
  @Field(() => String, { nullable: true, description: 'The handle, without the @.' })
  readonly screenName!: Optional<string>;

  @Field(() => ID, { nullable: true, description: "The account's id on Twitter." })
  readonly twitterUserId!: Optional<string>;
}
