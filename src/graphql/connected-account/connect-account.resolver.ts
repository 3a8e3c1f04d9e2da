import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import { type ConnectionFields } from '../../onebox/connections/connection-fields';
import { facebookConnection } from '../../onebox/connections/facebook-connector';
import { instagramConnection } from '../../onebox/connections/instagram-connector';
import { parseSessionId } from '../../onebox/sessions/session-id';
import { type SessionBody } from '../../onebox/sessions/session-channel';
import { twitterConnection } from '../../onebox/connections/twitter-connector';
import { type GatewayContext } from '../context';
import { facebookSessions } from '../facebook-session/facebook-session.mapper';
import { instagramSessions } from '../instagram-session/instagram-session.mapper';
import { type SessionKind } from '../session/session-loaders';
import { twitterSessions } from '../twitter-session/twitter-session.mapper';
import { connectedAccountOf } from './connected-account.mapper';
import { type ConnectedAccount } from './connected-account.type';
import { ConnectedFacebookPage } from './channels/connected-facebook-page.type';
import { ConnectedInstagramAccount } from './channels/connected-instagram-account.type';
import { ConnectedTwitterAccount } from './channels/connected-twitter-account.type';

const afterwards =
  'or updates its tokens if it is connected. The caller never receives these tokens. Needs a bearer token.';
const sessionIdArgument = { description: "The session's id." };

/** The mutations that connect an account of a session. */
@Resolver()
export class ConnectAccountResolver {
  @Mutation(() => ConnectedInstagramAccount, {
    description: `Connects an Instagram account of a session, ${afterwards}`,
  })
  connectInstagramAccount(
    @Arg('sessionId', () => ID, sessionIdArgument) sessionId: string,
    @Arg('pageId', () => ID, { description: 'The Page of that session through which to connect.' })
    pageId: string,
    @Arg('instagramAccountId', () => ID, {
      description: "The Page's instagramBusinessAccount, or one of its instagramAccounts.",
    })
    instagramAccountId: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectedAccount> {
    return connect(context, instagramSessions, sessionId, (session) =>
      instagramConnection(session, { pageId, instagramAccountId }),
    );
  }

  @Mutation(() => ConnectedFacebookPage, {
    description: `Connects a Facebook Page of a session, ${afterwards}`,
  })
  connectFacebookPage(
    @Arg('sessionId', () => ID, sessionIdArgument) sessionId: string,
    @Arg('pageId', () => ID, { description: 'The Page of that session.' }) pageId: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectedAccount> {
    return connect(context, facebookSessions, sessionId, (session) => facebookConnection(session, pageId));
  }

  @Mutation(() => ConnectedTwitterAccount, {
    description: `Connects the Twitter account of a session, ${afterwards}`,
  })
  connectTwitterAccount(
    @Arg('sessionId', () => ID, sessionIdArgument) sessionId: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectedAccount> {
    return connect(context, twitterSessions, sessionId, twitterConnection);
  }
}

async function connect<T extends SessionBody>(
  { loaders, onebox, served }: GatewayContext,
  kind: SessionKind<T, object>,
  sessionId: string,
  fieldsOf: (session: T) => ConnectionFields,
): Promise<ConnectedAccount> {
  const id = parseSessionId(sessionId);
  const session = await loaders.sessions(kind).fresh.load(id);
  try {
    return connectedAccountOf(await served.accountConnector.connect(onebox, fieldsOf(session)));
  } finally {
    loaders.clearConnections();
    await onebox.deleteSession(kind.channel, id);
  }
}
