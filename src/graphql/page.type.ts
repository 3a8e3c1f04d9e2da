import { Field, ID, ObjectType } from 'type-graphql';

import { type OneboxError } from '../onebox/onebox-error';
import { type InstagramAccount } from './instagram-account.type';
import { type InstagramBusinessAccount } from './instagram-business-account.type';
import { InstagramSession } from './instagram-session.type';
import { Secret } from './secret';

/** `accounts[]` of a session. The fields without a decorator are not part of the schema. */
@ObjectType({ simpleResolvers: true, description: 'A Facebook Page that the person manages.' })
export class Page {
  @Field(() => ID, { description: "The Page's Facebook id." })
  readonly id: string;

  @Field(() => InstagramSession, { description: 'The session in which the Page was granted.' })
  readonly session: InstagramSession;

  @Field(() => String, { description: "The Page's name, as on Facebook." })
  readonly name: string;

  @Secret()
  @Field(() => String, { description: "The Page's access token. Secret." })
  readonly accessToken: string;

  instagramBusinessAccount: InstagramBusinessAccount | OneboxError | null = null;

  instagramAccounts: readonly InstagramAccount[] = [];

  unreadableInstagramAccounts: readonly OneboxError[] = [];

  constructor(values: { id: string; session: InstagramSession; name: string; accessToken: string }) {
    this.id = values.id;
    this.session = values.session;
    this.name = values.name;
    this.accessToken = values.accessToken;
  }
}
