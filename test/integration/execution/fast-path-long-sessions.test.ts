import { type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { ask, type Asked, asksOfApollo } from '../../support/gateway/fast-path';
import { documentedSession } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { until } from '../../support/onebox/held-response';
import { answerVaried, sessions } from '../../support/onebox/varied-onebox';
import { sessionIdOf } from '../../support/onebox/varied-sessions';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(answerVaried);
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const [documentedPage] = documentedSession().accounts;

const answerTo = (asked: Asked, headers?: Record<string, string>) => ask(gateway, asked, headers);

const plain: Asked = { query: 'query Plain { __typename }' };

/** Adds a session with these Pages to Onebox. Returns its id. */
const addSession = (name: string, accounts: object[]): string => {
  const id = sessionIdOf(name);
  sessions.set(id, { ...documentedSession(), session: Buffer.from(id, 'base64').toString(), accounts });
  return id;
};

it.each([
  ['ten thousand accounts', 200, () => 50],
  ['just so many accounts that it is sent in pieces', 1, () => 65],
  ['Pages of which some have no accounts', 70, (page: number) => page % 3],
])(
  'the fast path returns a session of %s as graphql-js does, and serves other requests in between',
  async (_what, pages, accountsOf) => {
    const account = documentedPage.instagram_accounts?.[0];
    const id = addSession(
      `large${pages}`,
      Array.from({ length: pages }, (_, page) => ({
        ...documentedPage,
        id: String(page),
        instagram_accounts: Array.from({ length: accountsOf(page) }, (_, index) => ({
          ...account,
          id: String(index),
          name: 'é😀\ud800"'.slice(0, index % 6),
        })),
      })),
    );
    const asked = {
      query: `{ instagramSession(id: "${id}") { pages { id instagramBusinessAccount { id } instagramAccounts {
      id name __proto__: username profilePictureUrl profilePictureExpiresAt } } profile { name } } }`,
    };
    const before = await answerTo(asked);
    expect(Object.keys(JSON.parse(before.text) as object)).toEqual(['data']);
    await answerTo(plain);
    const asks = await asksOfApollo(async () => {
      const [answer] = await Promise.all([answerTo(asked), answerTo(plain)]);
      expect(answer.text === before.text).toBe(true);
    });
    expect(asks).toBe(0);
  },
);

/** Reads a session with this number of Pages. */
const askedForPages = (pages: number): Asked => {
  const id = addSession(
    `pages${pages}`,
    Array.from({ length: pages }, (_, page) => ({ ...documentedPage, id: String(page) })),
  );
  return { query: `{ instagramSession(id: "${id}") { pages { id name } } }` };
};

it('the fast path returns a short list before long ones that were requested earlier', async () => {
  const [long, short] = [askedForPages(5000), askedForPages(20)];
  for (const asked of [long, short]) await answerTo(asked);
  onebox.requests.length = 0;
  let ended = 0;
  const longAnswers = Array.from({ length: 10 }, async (_, caller) => {
    await answerTo(long, { authorization: `Bearer ${caller}` });
    ended += 1;
  });
  await until(() => onebox.requests.length === longAnswers.length);
  await answerTo(short);
  expect(ended).toBeLessThan(longAnswers.length / 2);
  await Promise.all(longAnswers);
});

it('the fast path returns a complete long session to each of several requests that share its call', async () => {
  const asked = askedForPages(1000);
  const before = await answerTo(asked);
  const { answer } = onebox;
  onebox.answer = (request, response) => {
    setTimeout(() => {
      answer(request, response);
    }, 300);
  };
  onebox.requests.length = 0;
  const answers = await Promise.all(Array.from({ length: 5 }, () => answerTo(asked)));
  onebox.answer = answer;
  expect(onebox.requests).toHaveLength(1);
  expect(answers.map(({ text }) => text === before.text)).toEqual(Array(5).fill(true));
});
