import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InterfaceType } from 'type-graphql';

import { type Channel } from '../../onebox/wire/channel';
import { type Optional } from '../../onebox/wire/table/table';
import { OneboxChannel } from './channels/onebox-channel.type';

/** The fields that every connection of Onebox has, without its tokens. */
@InterfaceType({ description: 'An account connected to a Onebox site.' })
export abstract class ConnectedAccount {
  @Field(() => ID, { description: "The connection's id in Onebox." })
  readonly id!: string;

  @Field(() => ID, { description: 'The site to which it is connected.' })
  readonly siteId!: string;

  @Field(() => OneboxChannel, { description: 'The channel of its messages.' })
  readonly channel!: Channel;

  @Field(() => String, {
    nullable: true,
    description: 'Its name in Onebox. Null if Onebox does not return it.',
  })
  readonly name!: Optional<string>;

  @Field(() => Boolean, { nullable: true, description: 'Whether Onebox receives its messages.' })
  readonly isEnabled!: Optional<boolean>;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Onebox reports an error for it. To connect it again updates its tokens.',
  })
  readonly hasError!: Optional<boolean>;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was connected first.' })
  readonly createdAt!: Optional<Date>;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last changed.' })
  readonly updatedAt!: Optional<Date>;
}
