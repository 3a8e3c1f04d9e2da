import { Field, ID, ObjectType } from 'type-graphql';

import { type DecodedList } from '../../onebox/wire/table/table';
import { FacebookProfile } from '../facebook-session/facebook-profile.type';
import { type Page } from './page.type';
import { Secret } from '../schema/secret';

/** What a person granted. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'What a person granted on the page of instagramAuthUrl.' })
export class InstagramSession {
  @Field(() => ID, { description: 'The sessionId in the address of the session page.' })
  readonly id!: string;

  @Field(() => FacebookProfile, { description: 'Who signed in.' })
  readonly profile!: FacebookProfile;

  readonly pageList!: DecodedList<Page>;

  @Secret()
  @Field(() => String, { description: "The person's Facebook access token. Secret." })
  readonly userAccessToken!: string;
}
