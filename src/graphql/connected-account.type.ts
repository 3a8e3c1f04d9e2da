import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { type WireConnection } from '../onebox/wire-connection';

/** A connection of Onebox's, without the Facebook tokens that it holds. */
@ObjectType({ simpleResolvers: true, description: 'An Instagram account connected to Onebox.' })
export class ConnectedAccount {
  @Field(() => ID, { description: "The connection's id." })
  readonly id: string;

  @Field(() => ID, { description: 'The site that it belongs to.' })
  readonly siteId: string;

  @Field(() => String, { description: 'Its name in Onebox.' })
  readonly name: string;

  @Field(() => ID, { description: 'The Facebook Page through which it is connected.' })
  readonly pageId: string;

  @Field(() => ID, { description: 'The Instagram account that is connected.' })
  readonly instagramAccountId: string;

  @Field(() => Boolean, { description: 'Whether Onebox receives its messages.' })
  readonly isEnabled: boolean;

  @Field(() => Boolean, {
    description: 'Whether Onebox has met an error with it. Connecting the account again gives it new tokens.',
  })
  readonly hasError: boolean;

  @Field(() => GraphQLDateTime, { description: 'When it was connected first.' })
  readonly createdAt: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  readonly updatedAt: Date;

  constructor(wire: WireConnection) {
    this.id = wire.Id;
    this.siteId = wire.SiteId;
    this.name = wire.Name;
    this.pageId = wire.UserId;
    this.instagramAccountId = wire.TargetId;
    this.isEnabled = wire.Enabled;
    this.hasError = wire.Error;
    this.createdAt = wire.CreateDate;
    this.updatedAt = wire.ModifyDate;
  }
}

/** A part of the list of connected accounts. */
@ObjectType({
  simpleResolvers: true,
  description: 'A part of the connected accounts, the one connected first in front.',
})
export class ConnectedAccountPage {
  @Field(() => [ConnectedAccount], { description: 'The accounts of this part.' })
  readonly items: ConnectedAccount[];

  @Field(() => Int, { description: 'How many connected accounts there are in all.' })
  readonly totalCount: number;

  @Field(() => String, {
    nullable: true,
    description: 'Pass as `after` for the next page; null on the last.',
  })
  readonly endCursor: string | null;

  constructor(values: { items: ConnectedAccount[]; totalCount: number; endCursor: string | null }) {
    this.items = values.items;
    this.totalCount = values.totalCount;
    this.endCursor = values.endCursor;
  }
}
