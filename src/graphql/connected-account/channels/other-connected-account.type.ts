import { ObjectType } from 'type-graphql';

import { ConnectedAccount } from '../connected-account.type';

/** A connection of a channel without a type of its own. */
@ObjectType({
  simpleResolvers: true,
  implements: ConnectedAccount,
  description: 'An account of any other channel, connected to a Onebox site.',
})
export class OtherConnectedAccount extends ConnectedAccount {}
