import { type RequestListener } from 'node:http';

import { errorEnvelope } from '../error-envelope';
import { answerConnections, connection, type FakeConnection } from '../onebox/fake-connections';
import { respondJson } from '../onebox/fake-onebox';
import { documentedFields, documentedSession } from '../fixtures';
import { jwt } from '../tokens';

const fromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** The documented responses that `doctor --record` reads. A test replaces some. */
export interface RecordedSite {
  token: string;
  connections: FakeConnection[];
  withoutToken: RequestListener;
  authenticate: RequestListener;
  list: RequestListener;
  connection: RequestListener;
  unknownConnection: RequestListener;
  instagramSession: RequestListener;
  facebookSession: RequestListener;
  twitterSession: RequestListener;
}

/** A token of the documented site, which expires in `seconds`. */
export function siteToken(seconds = 900, claims: Record<string, unknown> = {}): string {
  return jwt({ sub: '55', sid: '169', exp: fromNow(seconds), ...claims });
}

/** A site with a connection of each channel that a person signs in to. */
export function recordedSite(change: Partial<RecordedSite> = {}): RecordedSite {
  const token = change.token ?? siteToken();
  const connections = change.connections ?? [
    connection({ Id: '646' }),
    { ...documentedFields('facebook-connection.200.json'), Id: '647' },
    connection({
      Id: '648',
      MediaId: 'TWTR',
      ProviderId: 'PVD10',
      UserId: 'KuCamera',
      TargetId: '1290561158944968704',
    }),
  ];
  return {
    token,
    connections,
    withoutToken: respondJson(401, errorEnvelope(401, 'Invalid token')),
    authenticate: respondJson(200, { response_code: '200', response_status: 'Success', token }),
    list: answerConnections(connections),
    connection: respondJson(200, connections[0] ?? {}),
    unknownConnection: respondJson(404, errorEnvelope(404, 'connection not found')),
    instagramSession: respondJson(200, documentedSession()),
    facebookSession: respondJson(200, documentedFields('facebook-session.200.json')),
    twitterSession: respondJson(200, documentedFields('twitter-session.200.json')),
    ...change,
  };
}

/** Responds to each call from a site. */
export function answerSite(site: RecordedSite): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://onebox');
    const [, , resource = '', kind] = pathname.split('/');
    const answerOf = (): RequestListener => {
      if (resource === 'authenticate') return site.authenticate;
      if (request.headers.authorization === undefined) return site.withoutToken;
      if (kind === 'session') {
        return (
          { instagraph: site.instagramSession, facebook: site.facebookSession }[resource] ??
          site.twitterSession
        );
      }
      if (kind === undefined) return site.list;
      return kind === '2147483647' ? site.unknownConnection : site.connection;
    };
    answerOf()(request, response);
  };
}
