import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { type DecodedConnection } from '../onebox/wire/connection';
import { type Optional } from '../onebox/wire/table';

/** A connection of Onebox's, without the Facebook tokens that it holds. */
@ObjectType({ simpleResolvers: true, description: 'An Instagram account connected to a Onebox site.' })
export class ConnectedInstagramAccount {
  @Field(() => ID, { description: "The connection's id in Onebox." })
  readonly id: string;

  @Field(() => ID, { description: 'The site to which it is connected.' })
  readonly siteId: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name under which Onebox lists it. Null, here and below, where Onebox does not say.',
  })
  readonly name: Optional<string>;

  @Field(() => ID, { nullable: true, description: 'The Facebook Page through which it is connected.' })
  readonly pageId: Optional<string>;

  @Field(() => ID, { nullable: true, description: 'The Instagram account that is connected.' })
  readonly instagramAccountId: Optional<string>;

  @Field(() => Boolean, { nullable: true, description: 'Whether Onebox receives its messages.' })
  readonly isEnabled: Optional<boolean>;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Onebox met an error with it. Connecting it again gives it new tokens.',
  })
  readonly hasError: Optional<boolean>;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was connected first.' })
  readonly createdAt: Optional<Date>;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last changed.' })
  readonly updatedAt: Optional<Date>;

  constructor(connection: DecodedConnection) {
    this.id = connection.id;
    this.siteId = connection.siteId;
    this.name = connection.name;
    this.pageId = connection.pageId;
    this.instagramAccountId = connection.instagramAccountId;
    this.isEnabled = connection.isEnabled;
    this.hasError = connection.hasError;
    this.createdAt = connection.createdAt;
    this.updatedAt = connection.updatedAt;
  }
}

/** A page of the list of connected accounts. */
@ObjectType({ simpleResolvers: true, description: 'A page of the connected accounts, oldest first.' })
export class ConnectedAccountPage {
  @Field(() => [ConnectedInstagramAccount], { description: 'The accounts of this page.' })
  readonly items: ConnectedInstagramAccount[];

  @Field(() => Int, {
    nullable: true,
    description: 'Accounts in all. Null where that would take more calls than one operation may make.',
  })
  readonly totalCount: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next page. Null on the last page.',
  })
  readonly endCursor: string | null;

  constructor(values: { items: ConnectedInstagramAccount[]; totalCount: number; endCursor: string | null }) {
    this.items = values.items;
    this.totalCount = values.totalCount;
    this.endCursor = values.endCursor;
  }
}
