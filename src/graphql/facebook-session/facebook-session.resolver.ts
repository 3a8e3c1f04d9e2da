import { Arg, Ctx, FieldResolver, ID, Query, Resolver } from 'type-graphql';

import { parseSessionId } from '../../onebox/sessions/session-id';
import { type GatewayContext } from '../context';
import { FieldData } from '../schema/field-data';
import { sessionIdDescription } from '../session/session-id-description';
import { FacebookPage } from './facebook-page.type';
import { facebookSessions } from './facebook-session.mapper';
import { FacebookSession } from './facebook-session.type';

/** `Query.facebookSession`, and the Pages of a session. */
@Resolver(() => FacebookSession)
export class FacebookSessionResolver {
  @Query(() => FacebookSession, {
    nullable: true,
    description: 'What a person granted: their Facebook Pages. Needs a bearer token.',
  })
  facebookSession(
    @Arg('id', () => ID, { description: sessionIdDescription }) id: string,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<FacebookSession> {
    return loaders.sessions(facebookSessions).session.load(parseSessionId(id));
  }

  @FieldResolver(() => [FacebookPage], {
    description: 'The Facebook Pages that the person manages and granted.',
  })
  pages(
    @FieldData() { root: { pageList }, context, info }: FieldData<FacebookSession>,
  ): readonly FacebookPage[] {
    context.partialErrors.addUnreadable(pageList, info);
    return pageList.items;
  }
}
