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
let closedCalls: string[];

beforeEach(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { OPERATION_TIMEOUT_MS: '600' });
  closedCalls = [];
});

afterEach(async () => {
  await gateway.close();
  await onebox.close();
});

/** Sends no response, and records the closed calls. */
const noResponse: FakeOnebox['answer'] = ({ url = '' }, response) => {
  response.once('close', () => closedCalls.push(url));
};

const startOperation = (
  query: string,
  variables: unknown,
): { answer: Promise<Response>; disconnect: () => void } => {
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
    disconnect: () => {
      controller.abort();
    },
  };
};
const startReading = () => startOperation(InstagramSessionDocument.toString(), { id: documentedSessionId });

describe('the deadline of an operation', () => {
  it('cancels all its calls, and no call starts after it', async () => {
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

  it('returns an error of unknown outcome for a mutation', async () => {
    onebox.answer = (request, response) => {
      if (request.method === 'POST') noResponse(request, response);
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
    await until(() => closedCalls.includes('/api/connection'));
  });
});

describe('a client that disconnects', () => {
  it('cancels its call to Onebox', async () => {
    onebox.answer = noResponse;
    const { disconnect } = startReading();
    await until(() => onebox.requests.length === 1);
    disconnect();
    await until(() => closedCalls.length === 1);
  });

  it('does not cancel a deduplicated call until the last client has disconnected', async () => {
    onebox.answer = noResponse;
    const first = startReading();
    await until(() => onebox.requests.length === 1);
    const second = startReading();
    await wait(100);
    first.disconnect();
    await wait(100);
    expect(closedCalls).toEqual([]);
    expect(onebox.requests).toHaveLength(1);
    second.disconnect();
    await until(() => closedCalls.length === 1);
  });

  it('does not prevent the response to another client of the deduplicated call', async () => {
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const first = startReading();
    await until(() => onebox.requests.length === 1);
    const second = startReading();
    await wait(100);
    first.disconnect();
    await wait(50);
    held.release();
    expect(await (await second.answer).json()).not.toHaveProperty('errors');
    expect(onebox.requests).toHaveLength(1);
  });

  it('does not cancel a mutation', async () => {
    const held = holdAnswer(respondJson(200, connection({ TargetId: '17841439754602482' })));
    onebox.answer = (request, response) => {
      response.once('close', () => {
        if (!response.writableFinished) closedCalls.push(request.url ?? '');
      });
      if (request.method === 'POST') held.listener(request, response);
      else if (request.url?.startsWith('/api/connection') === true) answerConnections([])(request, response);
      else goodAnswer(request, response);
    };
    const connecting = startOperation(ConnectInstagramAccountDocument.toString(), {
      sessionId: documentedSessionId,
      pageId: '241794770143249',
      instagramAccountId: '17841439754602482',
    });
    await until(() => onebox.requests.some(({ method }) => method === 'POST'));
    connecting.disconnect();
    await wait(200);
    held.release();
    await wait(100);
    expect(closedCalls).toEqual([]);
  });
});
