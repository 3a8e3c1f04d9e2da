import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

import { type Optional } from '../../onebox/wire/table/table';
import { InstagramProfile } from './instagram-profile.type';
import { WebAddress } from '../schema/web-address.type';

/** `accounts[].instagram_accounts[]` of a session. */
@ObjectType({
  simpleResolvers: true,
  implements: InstagramProfile,
  description: 'An Instagram account of a Page.',
})
export class InstagramAccount extends InstagramProfile {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the person chose a picture; if not, the address shows a placeholder. Null if Onebox does not return it.',
  })
  readonly hasProfilePicture: Optional<boolean>;

  @Field(() => WebAddress, {
    nullable: true,
    description: 'A signed URL. It expires at profilePictureExpiresAt.',
  })
  readonly profilePictureUrl: Optional<string>;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When profilePictureUrl expires. Null if the URL does not state it.',
  })
  readonly profilePictureExpiresAt: Optional<Date>;

  constructor(values: Readonly<InstagramAccount>) {
    super(values);
    this.hasProfilePicture = values.hasProfilePicture;
    this.profilePictureUrl = values.profilePictureUrl;
    this.profilePictureExpiresAt = values.profilePictureExpiresAt;
  }
}
