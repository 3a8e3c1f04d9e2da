import { type RequestListener } from 'node:http';

import {
  ConnectInstagramAccountDocument,
  type ConnectInstagramAccountMutation,
  type ConnectInstagramAccountMutationVariables,
} from '../../generated/graphql';
import { answerConnections, connection, type FakeConnection } from './fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from './fake-onebox';
import { documentedBody, documentedFields, documentedSession, documentedSessionId } from '../fixtures';
import { type Answer, startGateway, type TestGateway } from '../gateway/gateway';

/** The business account of the documented session's Page. */
export const choice = {
  sessionId: documentedSessionId,
  pageId: '241794770143249',
  instagramAccountId: '17841439754602482',
};

const documentedConnection = respondJson(200, documentedBody('connection.200.json'));

const documentedSessions = (): Record<string, Record<string, unknown>> => ({
  facebook: documentedFields('facebook-session.200.json'),
  twitter: documentedFields('twitter-session.200.json'),
});

/** Returns the requested connection, as Onebox does. */
export function answerAsAsked(site: ConnectableSite): RequestListener {
  return (request, response) => {
    const asked = JSON.parse(site.onebox.requests.at(-1)?.body ?? '') as FakeConnection;
    const before = site.existing.find(({ Id }) => request.url?.endsWith(`/${String(Id)}`));
    const made = { ...connection({ TargetId: asked['UserId'] }), ...before, ...asked };
    if (before === undefined) site.existing.push(made);
    respondJson(200, made)(request, response);
  };
}

/** A site of a fake Onebox with a gateway, to which accounts of one session can be connected. */
export class ConnectableSite {
  session = documentedSession();
  /** The sessions of the other channels, by the first part of their path. */
  sessions = documentedSessions();
  existing: FakeConnection[] = [];
  /** The response of Onebox to the creation or change of a connection. */
  answerWrite: RequestListener = documentedConnection;
  /** The response of Onebox to `GET /api/connection`. Default: from `existing`. */
  answerList: RequestListener | undefined;

  onebox!: FakeOnebox;
  gateway!: TestGateway;

  async start(): Promise<void> {
    this.onebox = await startFakeOnebox((request, response) => {
      if (request.method !== 'GET') this.answerWrite(request, response);
      else if (/\/session\//.test(request.url ?? '')) {
        const path = request.url?.split('/')[2] ?? '';
        respondJson(200, this.sessions[path] ?? this.session)(request, response);
      } else (this.answerList ?? answerConnections(this.existing))(request, response);
    });
    this.gateway = await startGateway(this.onebox.origin, { ONEBOX_TIMEOUT_MS: '300' });
  }

  /** Resets the site to its documented state without connections, and clears its recorded requests. */
  reset(): void {
    this.onebox.requests.length = 0;
    this.session = documentedSession();
    this.sessions = documentedSessions();
    this.existing = [];
    this.answerWrite = documentedConnection;
    this.answerList = undefined;
  }

  connect(
    change: Partial<ConnectInstagramAccountMutationVariables> = {},
    headers?: Record<string, string>,
  ): Promise<Answer<ConnectInstagramAccountMutation>> {
    return this.gateway.ask(ConnectInstagramAccountDocument, { ...choice, ...change }, headers);
  }

  /** The recorded creations and changes. */
  writes(): { method: string; url: string; body: unknown }[] {
    return this.onebox.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, url, body }) => ({ method, url, body: JSON.parse(body) as unknown }));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.onebox.close();
  }
}

/** A site for the tests of a file. It is reset before each test. */
export function siteOfTests(): ConnectableSite {
  const site = new ConnectableSite();
  beforeAll(() => site.start());
  afterAll(() => site.close());
  beforeEach(() => {
    site.reset();
  });
  return site;
}
