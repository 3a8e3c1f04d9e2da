import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

/** What signing in gives. */
@ObjectType({ simpleResolvers: true, description: 'A bearer token of Onebox.' })
export class AccessToken {
  @Field(() => String, { description: 'A JWT for the Authorization header, as `Bearer …`.' })
  readonly token: string;

  @Field(() => GraphQLDateTime, { description: 'When it is over: sign in again before that.' })
  readonly expiresAt: Date;

  @Field(() => ID, { description: 'The site that it is for.' })
  readonly siteId: string;

  constructor(values: { token: string; expiresAt: Date; siteId: string }) {
    this.token = values.token;
    this.expiresAt = values.expiresAt;
    this.siteId = values.siteId;
  }
}
