import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

/** The result of `Mutation.authenticate`. */
@ObjectType({ simpleResolvers: true, description: 'A bearer token of Onebox.' })
export class AccessToken {
  @Field(() => String, { description: 'A JWT for the Authorization header: `Bearer …`.' })
  readonly token!: string;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it expires: sign in again before that. Null where the token does not say.',
  })
  readonly expiresAt!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The site that it is for. Null where the token does not say.',
  })
  readonly siteId!: string | null;
}
