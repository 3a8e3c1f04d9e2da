import { Field, ID, ObjectType } from 'type-graphql';

import { type DecodedList, type Optional } from '../../onebox/wire/table/table';
import { type InstagramAccount } from './instagram-account.type';
import { type InstagramBusinessAccount } from './instagram-business-account.type';
import { Secret } from '../schema/secret';

/** `accounts[]` of an Instagram session. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'A Facebook Page, as an Instagram session lists it.' })
export class Page {
  @Field(() => ID, { description: "The Page's Facebook id." })
  readonly id: string;

  @Field(() => ID, { description: 'The id of the session in which the Page was granted.' })
  readonly sessionId: string;

  @Field(() => String, {
    nullable: true,
    description: "The Page's name on Facebook. Null if Onebox does not return it.",
  })
  readonly name: Optional<string>;

  @Secret()
  @Field(() => String, {
    nullable: true,
    description: "The Page's access token. Secret. Null where the person may not manage the Page.",
  })
  readonly accessToken: Optional<string>;

  readonly instagramBusinessAccount: Optional<InstagramBusinessAccount>;

  readonly accountList: DecodedList<InstagramAccount>;

  constructor(values: Readonly<Page>) {
    this.id = values.id;
    this.sessionId = values.sessionId;
    this.name = values.name;
    this.accessToken = values.accessToken;
    this.instagramBusinessAccount = values.instagramBusinessAccount;
    this.accountList = values.accountList;
  }
}
