import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import {
  compose,
  type FederationProcess,
  startFederationProcess,
  subgraph,
} from '../../support/gateway/federation';
import { type Answer, callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;
let insights: FederationProcess;
let campaigns: FederationProcess;
let supergraph: string;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin);
  insights = await startFederationProcess('subgraph', { args: ['insights'] });
  campaigns = await startFederationProcess('subgraph', { args: ['campaigns'] });
  const { apollo } = compose([
    subgraph('onebox', `${gateway.origin}/graphql`),
    subgraph('insights', insights.url),
    subgraph('campaigns', campaigns.url),
  ]);
  supergraph = apollo.supergraphSdl ?? '';
}, 60_000);

afterAll(async () => {
  await Promise.all([insights.stop(), campaigns.stop(), gateway.close()]);
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = respondJson(200, documentedBody('session.200.json'));
});

describe.each([['apollo-gateway'], ['hive-gateway']] as const)('through a real %s', (name) => {
  let front: FederationProcess;

  beforeAll(async () => {
    front = await startFederationProcess(name, { input: supergraph });
  }, 60_000);

  afterAll(() => front.stop());

  async function ask(query: string): Promise<Answer<unknown>> {
    const response = await fetch(front.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${callersToken}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Answer<unknown>;
  }

  it("a session's Pages and accounts have the fields that others add, for one call to Onebox", async () => {
    const answer = await ask(`{
      instagramSession(id: "${documentedSessionId}") {
        pages { name followerCount instagramAccounts { username weeklyReach } }
      }
    }`);
    expect(answer).toEqual({
      data: {
        instagramSession: {
          pages: [
            {
              name: 'TryalCloudy03',
              followerCount: 9000,
              instagramAccounts: [{ username: 'trycloudy123', weeklyReach: 300 }],
            },
          ],
        },
      },
    });
    expect(onebox.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${callersToken}`]);
  });

  it('Pages that others hand out are read here, for one call to Onebox', async () => {
    const answer = await ask(
      '{ campaigns { name page { name followerCount instagramAccounts { username } } } }',
    );
    expect(answer).toEqual({
      data: {
        campaigns: [
          {
            name: 'Ramadan',
            page: {
              name: 'TryalCloudy03',
              followerCount: 9000,
              instagramAccounts: [{ username: 'trycloudy123' }],
            },
          },
        ],
      },
    });
    expect(onebox.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${callersToken}`]);
  });

  it('a query that comes to Pages in two ways makes one call to Onebox', async () => {
    onebox.answer = (request, response) => {
      setTimeout(() => {
        respondJson(200, documentedBody('session.200.json'))(request, response);
      }, 300);
    };
    const answer = await ask(`{
      instagramSession(id: "${documentedSessionId}") { pages { name } }
      campaigns { page { name } }
    }`);
    expect(answer).toEqual({
      data: {
        instagramSession: { pages: [{ name: 'TryalCloudy03' }] },
        campaigns: [{ page: { name: 'TryalCloudy03' } }],
      },
    });
    expect(onebox.requests).toHaveLength(1);
  });

  it.each([
    ['a query', `{ instagramSession(id: "${documentedSessionId}") { pages { name } } }`],
    ['a reference', '{ campaigns { name page { name } } }'],
  ])('an error of %s keeps its code and reason', async (_, query) => {
    onebox.answer = respondJson(404, {});
    const { errors } = await ask(query);
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'NOT_FOUND', reason: 'SESSION_NOT_FOUND' }) as unknown,
      }),
    ]);
    expect(onebox.requests).toHaveLength(1);
  });
});
