import { Field, ID, ObjectType } from 'type-graphql';

import { type OneboxError } from '../../onebox/onebox-error';
import { FacebookProfile } from '../facebook-session/facebook-profile.type';
import { Page } from './page.type';
import { Secret } from '../schema/secret';

/** What a person granted. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'What a person granted on the page of instagramAuthUrl.' })
export class InstagramSession {
  @Field(() => ID, { description: 'The sessionId in the address of the session page.' })
  readonly id: string;

  @Field(() => FacebookProfile, { description: 'Who signed in.' })
  readonly profile: FacebookProfile;

  @Field(() => [Page], { description: 'The Facebook Pages that the person manages and granted.' })
  pages: Page[] = [];

  unreadablePages: readonly OneboxError[] = [];

  unreadablePageCount = 0;

  @Secret()
  @Field(() => String, { description: "The person's Facebook access token. Secret." })
  readonly userAccessToken: string;

  constructor(values: { id: string; profile: FacebookProfile; userAccessToken: string }) {
    this.id = values.id;
    this.profile = values.profile;
    this.userAccessToken = values.userAccessToken;
  }
}
