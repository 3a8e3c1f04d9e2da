import { Field, ID, ObjectType } from 'type-graphql';

import { type Optional } from '../../onebox/wire/table/table';

/** `profile` of a session. */
@ObjectType({ simpleResolvers: true, description: 'The person who signed in to Facebook.' })
export class FacebookProfile {
  @Field(() => ID, { description: "The person's Facebook id." })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: "The person's name. Null if Facebook does not return it.",
  })
  readonly name!: Optional<string>;
}
