import { fieldCost, fieldsWithCosts } from '../../../src/graphql/schema/demand-control';
import { answerConnections, connection, type FakeConnection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import {
  documentedBody,
  documentedSessionId,
  facebookSessionId,
  twitterSessionId,
} from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const connections = answerConnections(
  Array.from({ length: 500 }, (_, index) =>
    connection({ Id: String(1000 + index), TargetId: String(index + 1), From: String(index + 1) }),
  ),
);

const sessionFiles: Readonly<Record<string, string>> = {
  '/api/instagraph/session/': 'session.200.json',
  '/api/facebook/session/': 'facebook-session.200.json',
  '/api/twitter/session/': 'twitter-session.200.json',
};

/** The requested connection. */
const connectionOf = (body: string): object => connection(JSON.parse(body) as FakeConnection);

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox((request, response) => {
    const session = Object.keys(sessionFiles).find((path) => request.url?.startsWith(path) === true);
    if (session !== undefined)
      respondJson(200, documentedBody(sessionFiles[session] ?? ''))(request, response);
    else if (/^\/api\/connection\/\d/.test(request.url ?? ''))
      respondJson(200, documentedBody('connection.200.json'))(request, response);
    else if (request.method === 'GET') connections(request, response);
    else if (request.url === '/api/authenticate')
      respondJson(200, documentedBody('authenticate.200.json'))(request, response);
    else respondJson(200, connectionOf(onebox.requests.at(-1)?.body ?? ''))(request, response);
  });
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const session = `instagramSession(id: "${documentedSessionId}")`;
const facebookSession = `facebookSession(id: "${facebookSessionId}")`;
const twitterSession = `twitterSession(id: "${twitterSessionId}")`;
const reference = `{ __typename: "InstagramSession", id: "${documentedSessionId}" }`;

/** Operations with the field, and other fields of them that make calls. */
const operations: Readonly<Record<string, readonly [operation: string, ...others: string[]]>> = {
  'Query.instagramSession': [`{ ${session} { id } }`],
  'Query.connectedAccounts': [
    '{ connectedAccounts(channel: TWITTER) { totalCount } again: connectedAccounts { totalCount } }',
  ],
  'Query.connectedAccount': ['{ connectedAccount(id: "646") { id } }'],
  'Query.facebookSession': [`{ ${facebookSession} { id } }`],
  'Query.twitterSession': [`{ ${twitterSession} { id } }`],
  'FacebookPage.connection': [
    `{ ${facebookSession} { pages { connection { id } } } }`,
    'Query.facebookSession',
  ],
  'TwitterSession.connection': [`{ ${twitterSession} { connection { id } } }`, 'Query.twitterSession'],
  'Query._entities': [`{ _entities(representations: [${reference}, ${reference}]) { __typename } }`],
  'InstagramProfile.connection': [
    `{ ${session} { pages { instagramAccounts { ... on InstagramProfile { connection { id } } } } } }`,
    'Query.instagramSession',
  ],
  'InstagramBusinessAccount.connection': [
    `{ ${session} { pages { instagramBusinessAccount { connection { id } } } } }`,
    'Query.instagramSession',
  ],
  'InstagramAccount.connection': [
    `{ ${session} { pages { instagramAccounts { connection { id } } } } }`,
    'Query.instagramSession',
  ],
  'Mutation.connectInstagramAccount': [
    `mutation { connectInstagramAccount(sessionId: "${documentedSessionId}", pageId: "241794770143249", instagramAccountId: "17841439754602482") { id } }`,
  ],
  'Mutation.connectFacebookPage': [
    `mutation { connectFacebookPage(sessionId: "${facebookSessionId}", pageId: "1903864646522191") { id } }`,
  ],
  'Mutation.connectTwitterAccount': [
    `mutation { connectTwitterAccount(sessionId: "${twitterSessionId}") { id } }`,
  ],
  'Mutation.renameConnectedAccount': ['mutation { renameConnectedAccount(id: "646", name: "x") { id } }'],
  'Mutation.authenticate': [
    'mutation { authenticate(email: "a@b.example", password: "secret", siteId: "169") { expiresAt } }',
  ],
};

const costOf = (field: string) => fieldCost(field.split('.')[0] ?? '', field.split('.')[1] ?? '', false);
const callsOf = (field: string): number =>
  (costOf(field).calls ?? 0) + (costOf(field).sharedCalls?.calls ?? 0);

describe('the estimated calls of a field', () => {
  it.each(Object.entries(operations))(
    'equal the calls that Onebox gets: %s',
    async (field, [query, ...others]) => {
      onebox.requests.length = 0;
      expect(await gateway.ask(query)).not.toHaveProperty('errors');
      expect(onebox.requests).toHaveLength([field, ...others].reduce((sum, one) => sum + callsOf(one), 0));
    },
  );

  it('are tested for every field that makes calls', () => {
    expect(Object.keys(operations).sort()).toEqual(
      fieldsWithCosts.filter((field) => callsOf(field) > 0).sort(),
    );
  });
});
