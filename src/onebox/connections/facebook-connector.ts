import { type ConnectionFields } from './connection-fields';
import { pageOf, pageTokenOf } from '../sessions/session-pages';
import { type DecodedFacebookSession } from '../wire/facebook-session';

/**
 * The connection of a Page of a session. Its tasks are not checked, since Facebook decides. As documented, `Password` and `Token` are
 * swapped in comparison with Instagram, and there is no `TargetId`. Throws an OneboxError.
 */
export function facebookConnection(session: DecodedFacebookSession, pageId: string): ConnectionFields {
  const page = pageOf(session, pageId);
  return {
    account: { channel: 'FACEBOOK', id: pageId },
    name: typeof page.name === 'string' ? page.name : pageId,
    userId: pageId,
    password: pageTokenOf(page),
    token: session.userAccessToken,
    from: pageId,
  };
}
