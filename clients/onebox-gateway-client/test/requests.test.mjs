import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createGatewayClient } from 'onebox-gateway-client';
import { InstagramAuthUrlDocument, InstagramSessionDocument } from 'onebox-gateway-client/operations';

const url = 'https://gateway.example/graphql';
const json = (body, status = 200) => new Response(JSON.stringify(body), { status });
const refusal = (extensions) => ({ errors: [{ message: 'a', extensions }] });

/** A client whose gateway answers with these in turn, the last one again and again. */
function clientOf(responses, retry = {}) {
  const waits = [];
  const bodies = [];
  const client = createGatewayClient({
    url,
    retry: {
      now: () => 0,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...retry,
    },
    fetch: (_url, { body }) => {
      bodies.push(JSON.parse(body));
      return Promise.resolve(json(...(responses.length > 1 ? responses.shift() : responses[0])));
    },
  });
  return { client, waits, bodies };
}

const until = (seconds) => new Date(seconds * 1000).toISOString();
const limited = (seconds) => refusal({ code: 'RATE_LIMITED', retryable: true, retryAt: until(seconds) });
const good = [{ data: { instagramAuthUrl: 'https://a' } }];

describe('a request that may succeed later', () => {
  it('is sent again at retryAt, a quarter of a second after it at most', async () => {
    const { client, waits } = clientOf([[limited(7), 429], good]);
    const { data } = await client.request(InstagramAuthUrlDocument);
    assert.equal(data.instagramAuthUrl, 'https://a');
    assert.equal(waits.length, 1);
    assert.ok(waits[0] >= 7000 && waits[0] <= 7250, String(waits[0]));
  });

  it('is sent again after a backoff where retryAt is past, as on a device whose clock is ahead', async () => {
    const { client, waits } = clientOf([[limited(-600), 429], [limited(-600), 429], good]);
    await client.request(InstagramAuthUrlDocument);
    assert.ok(waits[0] >= 500 && waits[0] <= 750, String(waits[0]));
    assert.ok(waits[1] >= 1000 && waits[1] <= 1250, String(waits[1]));
  });

  it('is not sent again where the wait is longer than the caller allows', async () => {
    const { client, bodies } = clientOf([[limited(60), 429]]);
    await assert.rejects(client.request(InstagramAuthUrlDocument), { code: 'RATE_LIMITED' });
    assert.equal(bodies.length, 1);
  });

  it('is sent as often as the caller allows', async () => {
    const { client, bodies } = clientOf([[limited(1), 429]], { attempts: 5 });
    await assert.rejects(client.request(InstagramAuthUrlDocument), { code: 'RATE_LIMITED' });
    assert.equal(bodies.length, 5);
  });

  it('is not sent again where one of its errors is final', async () => {
    const errors = [...limited(1).errors, ...refusal({ code: 'NOT_FOUND', retryable: false }).errors];
    const { client, bodies } = clientOf([[{ data: null, errors }]]);
    await assert.rejects(client.request(InstagramAuthUrlDocument));
    assert.equal(bodies.length, 1);
  });
});

describe('a request that is aborted', () => {
  it('rejects with the reason, also while it waits', async () => {
    const controller = new AbortController();
    const { client } = clientOf([[limited(9), 429]], { wait: undefined });
    const asked = client.request(InstagramAuthUrlDocument, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('left')), 20);
    await assert.rejects(asked, { message: 'left' });
  });
});

describe('a persisted operation', () => {
  it('is sent by its id, without its text', async () => {
    const bodies = [];
    const client = createGatewayClient({
      url,
      persisted: true,
      fetch: (_url, { body }) => {
        bodies.push(JSON.parse(body));
        return Promise.resolve(json({ data: {} }));
      },
    });
    await client.request(InstagramSessionDocument, { id: 'a' });
    await client.request('{ __typename }');
    assert.deepEqual(bodies, [
      { documentId: InstagramSessionDocument.__meta__.hash, variables: { id: 'a' } },
      { query: '{ __typename }' },
    ]);
  });
});
