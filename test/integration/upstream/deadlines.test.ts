import { setTimeout as wait } from 'node:timers/promises';

import { ConnectInstagramAccountDocument, InstagramSessionDocument } from '../../generated/graphql';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';

const goodAnswer = respondJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;
let hungUp: string[];

beforeEach(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { OPERATION_TIMEOUT_MS: '600' });
  hungUp = [];
});

afterEach(async () => {
  await gateway.close();
  await onebox.close();
});

/** Answers nothing, and notes who hangs up. */
const silence: FakeOnebox['answer'] = ({ url = '' }, response) => {
  response.once('close', () => hungUp.push(url));
};

const startAsking = (
  query: string,
  variables: unknown,
): { answer: Promise<Response>; hangUp: () => void } => {
  const controller = new AbortController();
  const answer = fetch(`${gateway.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${callersToken}` },
    body: JSON.stringify({ query, variables }),
    signal: controller.signal,
  });
  answer.catch(() => undefined);
  return {
    answer,
    hangUp: () => {
      controller.abort();
    },
  };
};
const startReading = () => startAsking(InstagramSessionDocument.toString(), { id: documentedSessionId });

describe('an operation', () => {
  it('has one deadline for all its calls, and none is made or goes on after it', async () => {
    const all = Array.from({ length: 2000 }, (_, index) => connection({ Id: index + 1 }));
    onebox.answer = (request, response) => {
      setTimeout(() => {
        answerConnections(all)(request, response);
      }, 100);
    };
    const { errors } = await gateway.ask('{ connectedAccounts(channel: INSTAGRAM) { totalCount } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ONEBOX_TIMEOUT', reason: 'UPSTREAM_TIMEOUT' });
    const made = onebox.requests.length;
    expect(made).toBeGreaterThan(1);
    expect(made).toBeLessThan(10);
    await wait(300);
    expect(onebox.requests).toHaveLength(made);
  });

  it('that changes something is told that it is unknown whether it did', async () => {
    onebox.answer = (request, response) => {
      if (request.method === 'POST') silence(request, response);
      else if (request.url?.startsWith('/api/connection') === true) answerConnections([])(request, response);
      else goodAnswer(request, response);
    };
    const { errors } = await gateway.ask(ConnectInstagramAccountDocument, {
      sessionId: documentedSessionId,
      pageId: '241794770143249',
      instagramAccountId: '17841439754602482',
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ONEBOX_TIMEOUT', retryable: false });
    expect(errors?.[0]?.message).toContain('unknown whether this took effect');
    await until(() => hungUp.includes('/api/connection'));
  });
});

describe('a caller that hangs up', () => {
  it('cancels what Onebox is asked for it', async () => {
    onebox.answer = silence;
    const { hangUp } = startReading();
    await until(() => onebox.requests.length === 1);
    hangUp();
    await until(() => hungUp.length === 1);
  });

  it('leaves it to others who wait for the same, and the last of them cancels it', async () => {
    onebox.answer = silence;
    const first = startReading();
    await until(() => onebox.requests.length === 1);
    const second = startReading();
    await wait(100);
    first.hangUp();
    await wait(100);
    expect(hungUp).toEqual([]);
    expect(onebox.requests).toHaveLength(1);
    second.hangUp();
    await until(() => hungUp.length === 1);
  });

  it('and whose call another waits for, does not keep the answer from that one', async () => {
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const first = startReading();
    await until(() => onebox.requests.length === 1);
    const second = startReading();
    await wait(100);
    first.hangUp();
    await wait(50);
    held.release();
    expect(await (await second.answer).json()).not.toHaveProperty('errors');
    expect(onebox.requests).toHaveLength(1);
  });

  it('does not cancel what changes something', async () => {
    const held = holdAnswer(respondJson(200, connection({ TargetId: '17841439754602482' })));
    onebox.answer = (request, response) => {
      response.once('close', () => {
        if (!response.writableFinished) hungUp.push(request.url ?? '');
      });
      if (request.method === 'POST') held.listener(request, response);
      else if (request.url?.startsWith('/api/connection') === true) answerConnections([])(request, response);
      else goodAnswer(request, response);
    };
    const connecting = startAsking(ConnectInstagramAccountDocument.toString(), {
      sessionId: documentedSessionId,
      pageId: '241794770143249',
      instagramAccountId: '17841439754602482',
    });
    await until(() => onebox.requests.some(({ method }) => method === 'POST'));
    connecting.hangUp();
    await wait(200);
    held.release();
    await wait(100);
    expect(hungUp).toEqual([]);
  });
});
