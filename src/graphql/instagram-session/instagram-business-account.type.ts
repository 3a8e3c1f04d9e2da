import { ObjectType } from 'type-graphql';

import { InstagramProfile } from './instagram-profile.type';

/** `accounts[].instagram_business_account` of a session. */
@ObjectType({
  simpleResolvers: true,
  implements: InstagramProfile,
  description: 'The Instagram business account that a Page is connected to on Facebook.',
})
export class InstagramBusinessAccount extends InstagramProfile {}
