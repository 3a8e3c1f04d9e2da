import { Arg, Ctx, FieldResolver, ID, Query, Resolver } from 'type-graphql';

import { parseSessionId } from '../../onebox/sessions/session-id';
import { type GatewayContext } from '../context';
import { FieldData } from '../schema/field-data';
import { instagramSessions } from './instagram-session.mapper';
import { InstagramSession } from './instagram-session.type';
import { sessionIdDescription } from '../session/session-id-description';
import { Page } from './page.type';

/** `Query.instagramSession`, and the Pages of a session. */
@Resolver(() => InstagramSession)
export class InstagramSessionResolver {
  @Query(() => InstagramSession, {
    nullable: true,
    description:
      'What a person granted: their Pages and the Instagram accounts on them. Needs a bearer token.',
  })
  instagramSession(
    @Arg('id', () => ID, { description: sessionIdDescription }) text: string,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<InstagramSession> {
    return loaders.sessions(instagramSessions).session.load(parseSessionId(text));
  }

  @FieldResolver(() => [Page], {
    description: 'The Facebook Pages that the person manages and granted.',
  })
  pages(@FieldData() { root: { pageList }, context, info }: FieldData<InstagramSession>): readonly Page[] {
    context.partialErrors.addUnreadable(pageList, info);
    return pageList.items;
  }
}
