import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A bearer token of Onebox.' })
export class AccessToken {
  @Field(() => String, { description: 'A JWT for the Authorization header: `Bearer …`.' })
  readonly token!: string;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it expires. Sign in again before that. Null if the token does not state it.',
  })
  readonly expiresAt!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Its site. Null if the token does not state it.',
  })
  readonly siteId!: string | null;
}
