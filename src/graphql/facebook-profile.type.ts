import { Field, ID, ObjectType } from 'type-graphql';

/** `profile` of a session. */
@ObjectType({ simpleResolvers: true, description: 'The person who signed in to Facebook.' })
export class FacebookProfile {
  @Field(() => ID, { description: "The person's Facebook id." })
  readonly id: string;

  @Field(() => String, { description: "The person's name, as on Facebook." })
  readonly name: string;

  constructor(values: { id: string; name: string }) {
    this.id = values.id;
    this.name = values.name;
  }
}
