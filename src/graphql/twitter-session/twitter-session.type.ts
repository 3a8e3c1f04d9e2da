import { Field, ID, ObjectType } from 'type-graphql';

import { TwitterProfile } from './twitter-profile.type';

/** The Twitter account with which a person signed in. */
@ObjectType({ simpleResolvers: true, description: 'What a person granted on the page of twitterAuthUrl.' })
export class TwitterSession {
  @Field(() => ID, { description: 'The sessionId in the address of the session page.' })
  readonly id!: string;

  @Field(() => TwitterProfile, { description: 'The account that was granted.' })
  readonly profile!: TwitterProfile;
}
