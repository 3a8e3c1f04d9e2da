import { Field, ID, InterfaceType } from 'type-graphql';

import { type Optional } from '../../onebox/wire/table/table';

/** The fields that all Instagram accounts of a session have. */
@InterfaceType({ description: 'An Instagram account, as a session lists it.' })
export abstract class InstagramProfile {
  @Field(() => ID, { description: "The account's Instagram id." })
  readonly id: string;

  @Field(() => ID, { description: 'The id of the session in which the account was granted.' })
  readonly sessionId: string;

  @Field(() => String, { description: 'The handle, without the @.' })
  readonly username: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name shown beside the handle. Null if there is none.',
  })
  readonly name: Optional<string>;

  constructor(values: Readonly<InstagramProfile>) {
    this.id = values.id;
    this.sessionId = values.sessionId;
    this.username = values.username;
    this.name = values.name;
  }
}
