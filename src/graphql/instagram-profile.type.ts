import { Field, ID, InterfaceType } from 'type-graphql';

import { InstagramSession } from './instagram-session.type';

/** What every Instagram account has, whichever list of the session it stands in. */
@InterfaceType({ description: 'An Instagram account, as the session names it.' })
export abstract class InstagramProfile {
  @Field(() => ID, { description: "The account's Instagram id." })
  readonly id: string;

  @Field(() => InstagramSession, { description: 'The session in which the account was granted.' })
  readonly session: InstagramSession;

  @Field(() => String, { description: 'The handle, without the @.' })
  readonly username: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name shown beside the handle, null where there is none.',
  })
  readonly name: string | null;

  constructor(values: { id: string; session: InstagramSession; username: string; name: string | null }) {
    this.id = values.id;
    this.session = values.session;
    this.username = values.username;
    this.name = values.name;
  }
}
