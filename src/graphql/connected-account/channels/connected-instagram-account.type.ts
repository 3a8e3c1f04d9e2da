import { Field, ID, ObjectType } from 'type-graphql';

import { type Optional } from '../../../onebox/wire/table/table';
import { ConnectedAccount } from '../connected-account.type';

@ObjectType({
  simpleResolvers: true,
  implements: ConnectedAccount,
  description: 'An Instagram account connected to a Onebox site.',
})
export class ConnectedInstagramAccount extends ConnectedAccount {
  @Field(() => ID, { nullable: true, description: 'The Facebook Page through which it is connected.' })
  readonly pageId!: Optional<string>;

  @Field(() => ID, { nullable: true, description: 'The Instagram account that is connected.' })
  readonly instagramAccountId!: Optional<string>;
}
