import { Field, ID, ObjectType } from 'type-graphql';

import { type Optional } from '../../onebox/wire/table/table';
import { Secret } from '../schema/secret';

/** `accounts[]` of a Facebook session. Fields without a decorator are not in the schema. */
@ObjectType({ simpleResolvers: true, description: 'A Facebook Page, as a Facebook session lists it.' })
export class FacebookPage {
  @Field(() => ID, { description: "The Page's Facebook id." })
  readonly id!: string;

  @Field(() => ID, { description: 'The id of the session in which the Page was granted.' })
  readonly sessionId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The Page's name on Facebook. Null if Onebox does not return it.",
  })
  readonly name!: Optional<string>;

  @Field(() => String, {
    nullable: true,
    description: "Facebook's own name of the category, such as `Clothing (Brand)`.",
  })
  readonly category!: Optional<string>;

  readonly tasks!: Optional<readonly string[]>;

  @Secret()
  @Field(() => String, {
    nullable: true,
    description: "The Page's access token. Secret. Null where the person may not manage the Page.",
  })
  readonly accessToken!: Optional<string>;
}
