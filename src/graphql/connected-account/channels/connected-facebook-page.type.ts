import { Field, ID, ObjectType } from 'type-graphql';

import { type Optional } from '../../../onebox/wire/table/table';
import { ConnectedAccount } from '../connected-account.type';

@ObjectType({
  simpleResolvers: true,
  implements: ConnectedAccount,
  description: 'A Facebook Page connected to a Onebox site.',
})
export class ConnectedFacebookPage extends ConnectedAccount {
  @Field(() => ID, { nullable: true, description: 'The Page that is connected.' })
  readonly pageId!: Optional<string>;
}
