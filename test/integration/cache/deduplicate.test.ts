import { ConnectInstagramAccountDocument, InstagramSessionDocument } from '../../generated/graphql';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';

const sessionPath = `/api/instagraph/session/${documentedSessionId}`;
const goodAnswer = respondJson(200, documentedBody('session.200.json'));
const readSession = (headers?: Record<string, string>): Promise<{ errors?: unknown[] }> =>
  gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, headers);
const arrived = (path: string): number => onebox.requests.filter(({ url }) => url === path).length;

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  // A thousand requests fit into the share of one caller.
  gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '4000' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
});

/**
 * Resolves when this process has nothing left to do but to wait: clients and gateway share it, so that whatever was sent
 * has then reached the gateway.
 */
const untilIdle = async (): Promise<void> => {
  for (let quickInARow = 0; quickInARow < 10;) {
    const askedAtMs = performance.now();
    await fetch(`${gateway.origin}/livez`);
    quickInARow = performance.now() - askedAtMs < 20 ? quickInARow + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('deduplication', () => {
  it('makes one call for a thousand simultaneous requests of one caller', async () => {
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const answers: ReturnType<typeof readSession>[] = [];
    // In small groups, since clients and gateway share this process, and an overloaded gateway rejects requests.
    for (let handful = 0; handful < 20; handful += 1) {
      answers.push(...Array.from({ length: 50 }, () => readSession()));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await until(() => arrived(sessionPath) > 0);
    await untilIdle();
    held.release();
    expect((await Promise.all(answers)).filter(({ errors }) => errors !== undefined)).toEqual([]);
    expect(arrived(sessionPath)).toBe(1);
  }, 60_000);

  it('shares no call between callers', async () => {
    const held = holdAnswer((request, response) => {
      const isA = request.headers.authorization === 'Bearer caller-a';
      (isA ? goodAnswer : respondJson(404, {}))(request, response);
    });
    onebox.answer = held.listener;
    const answers = ['a', 'b'].map((caller) => readSession({ authorization: `Bearer caller-${caller}` }));
    await until(() => arrived(sessionPath) === 2);
    held.release();
    const [ofA, ofB] = await Promise.all(answers);
    expect(ofA?.errors).toBeUndefined();
    expect(ofB?.errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ reason: 'SESSION_NOT_FOUND' }) as unknown,
      }),
    ]);
  });

  it('keeps no response: the next request makes a new call, also after a failure', async () => {
    onebox.answer = respondJson(500, {});
    expect((await readSession()).errors).toHaveLength(1);
    onebox.answer = goodAnswer;
    expect((await readSession()).errors).toBeUndefined();
    expect((await readSession()).errors).toBeUndefined();
    expect(arrived(sessionPath)).toBe(3);
  });

  it('joins no call that began before a change', async () => {
    const connected = connection({ Id: 700, TargetId: '17841439754602482' });
    const listPath = '/api/connection?limit=100&offset=0';
    const write = holdAnswer(respondJson(200, connected));
    const readBeforeIt = holdAnswer(answerConnections([]));
    onebox.answer = (request, response) => {
      if (request.method === 'POST') write.listener(request, response);
      else if (request.url === sessionPath) goodAnswer(request, response);
      else if (arrived(listPath) === 1) answerConnections([])(request, response);
      else if (arrived(listPath) === 2) readBeforeIt.listener(request, response);
      else answerConnections([connected])(request, response);
    };
    const readCount = (): Promise<unknown> => gateway.ask('{ connectedAccounts { totalCount } }');
    const connecting = gateway.ask(ConnectInstagramAccountDocument, {
      sessionId: documentedSessionId,
      pageId: '241794770143249',
      instagramAccountId: '17841439754602482',
    });
    await until(() => arrived('/api/connection') === 1);
    const early = readCount();
    await until(() => arrived(listPath) === 2);
    write.release();
    expect((await connecting).errors).toBeUndefined();
    expect(await readCount()).toEqual({ data: { connectedAccounts: { totalCount: 1 } } });
    readBeforeIt.release();
    expect(await early).toEqual({ data: { connectedAccounts: { totalCount: 0 } } });
  });
});
