import { Field, ID, ObjectType } from 'type-graphql';

/** `profile` of a Twitter session. */
@ObjectType({ simpleResolvers: true, description: 'The Twitter account with which a person signed in.' })
export class TwitterProfile {
  @Field(() => ID, { description: "The account's id on Twitter." })
  readonly id!: string;

  @Field(() => String, { description: 'The handle, without the @.' })
  readonly screenName!: string;
}
