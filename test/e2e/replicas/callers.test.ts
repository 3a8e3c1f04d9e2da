import { type BuiltGateway, BuiltGateways, post } from '../../support/gateway/built-gateways';
import { respondJson, type FakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';
import { jwt } from '../../support/tokens';

let gateways: BuiltGateways;
let onebox: FakeOnebox;
let gateway: BuiltGateway;

const rejected = respondJson(401, { records: { errorCode: 401, userMessage: 'no' } });
const expired = respondJson(401, documentedBody('error.401.expired-token.json'));

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  ({ onebox } = gateways);
  gateway = await gateways.start();
});

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const session = `instagramSession(id: "${documentedSessionId}") { id profile { name } pages { name } }`;
const reference = (typeName: string, id: string, fields: string): string =>
  `_entities(representations: [{ __typename: "${typeName}", id: "${id}", sessionId: "${documentedSessionId}" }]) { ... on ${typeName} ${fields} }`;

const ask = async (query: string, authorization?: string): Promise<string> => {
  const headers = { 'x-request-id': 'r', ...(authorization !== undefined && { authorization }) };
  return (await post(gateway, { query }, headers)).text();
};

const errorsIn = (text: string) => (JSON.parse(text) as Answer<unknown>).errors ?? [];

describe('a caller', () => {
  it.each([
    ['a node', session],
    ['the list of a site', 'connectedAccounts { items { name } }'],
    ['a session', reference('InstagramSession', documentedSessionId, '{ profile { name } }')],
    ['a Page', reference('Page', '241794770143249', '{ name }')],
    ['a connected account', reference('ConnectedInstagramAccount', '1', '{ name }')],
  ])('is authorised only by Onebox, also after other callers: to %s', async (_what, fields) => {
    const good = onebox.answer;
    onebox.answer = (request, response) => {
      (request.headers.authorization === 'Bearer owners.token' ? good : rejected)(request, response);
    };
    expect(errorsIn(await ask(`{ ${session} }`, 'Bearer owners.token'))).toEqual([]);
    const answer = await ask(`{ ${fields} }`, 'Bearer strangers.token');
    expect(errorsIn(answer).map(({ extensions }) => extensions.reason)).toEqual(['TOKEN_REJECTED']);
    expect(answer).not.toContain('"name":');
    const asked = onebox.requests.length;
    expect(errorsIn(await ask(`{ ${fields} }`))[0]?.extensions.reason).toBe('TOKEN_MISSING');
    expect(onebox.requests).toHaveLength(asked);
  });
});

describe('a wrong bearer', () => {
  const wrong: [
    string,
    FakeOnebox['answer'],
    'TOKEN_MALFORMED' | 'TOKEN_EXPIRED' | 'TOKEN_REJECTED',
    string[],
  ][] = [
    [
      'is none',
      rejected,
      'TOKEN_MALFORMED',
      ['Bearer', 'Bearer a b', 'Basic YTpi', `Bearer ${'z'.repeat(4000)}!`],
    ],
    ['is unknown', rejected, 'TOKEN_REJECTED', ['a', jwt({}), jwt({ sub: '1' }), 'z'.repeat(4000)]],
    [
      'is over, as it says',
      rejected,
      'TOKEN_EXPIRED',
      [jwt({ exp: 1 }), jwt({ exp: 2, sub: '55', sid: '169' })],
    ],
    ['is over, as Onebox says', expired, 'TOKEN_EXPIRED', ['a', jwt({}), 'z'.repeat(4000)]],
  ];

  it.each(wrong)('that %s gets the same response each time', async (_how, answer, reason, bearers) => {
    onebox.answer = answer;
    const answers = [];
    for (const bearer of [...bearers, ...bearers]) {
      answers.push(await ask(`{ ${session} }`, /^B[ae]/.test(bearer) ? bearer : `Bearer ${bearer}`));
    }
    const [first = ''] = answers;
    expect(new Set(answers)).toEqual(new Set([first]));
    const { onebox: words, ...extensions } = errorsIn(first)[0]?.extensions ?? {};
    expect(extensions).toEqual({ code: 'UNAUTHENTICATED', reason, retryable: false, requestId: 'r' });
    const isAsked = words !== undefined;
    expect(onebox.requests).toHaveLength(isAsked ? answers.length : 0);
  });
});
