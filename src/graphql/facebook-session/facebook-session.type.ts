import { Field, ID, ObjectType } from 'type-graphql';

import { type DecodedList } from '../../onebox/wire/table/table';
import { FacebookProfile } from './facebook-profile.type';
import { Secret } from '../schema/secret';
import { type FacebookPage } from './facebook-page.type';

/** What a person granted. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'What a person granted on the page of facebookAuthUrl.' })
export class FacebookSession {
  @Field(() => ID, { description: 'The sessionId in the address of the session page.' })
  readonly id!: string;

  @Field(() => FacebookProfile, { description: 'Who signed in.' })
  readonly profile!: FacebookProfile;

  readonly pageList!: DecodedList<FacebookPage>;

  @Secret()
  @Field(() => String, { description: "The person's Facebook access token. Secret." })
  readonly userAccessToken!: string;
}
