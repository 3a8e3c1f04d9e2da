import fc from 'fast-check';

import { decodedSessionId, parseSessionId } from '../../../src/onebox/sessions/session-id';
import { problemsOf, sessionFor, sessionIds, step } from '../../support/stores/cache-interleavings';
import { respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { startGateway } from '../../support/gateway/gateway';

it('the cache returns no entry of another caller, an expired entry or an expired token in 10,000 random interleavings', async () => {
  // The number of cached responses. Without any, the test would test nothing.
  let remembered = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      expect(await problemsOf(steps, () => (remembered += 1))).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
  expect(remembered).toBeGreaterThan(1000);
}, 400_000);

it('the gateway returns no cached session of another caller, with ten callers at once', async () => {
  const onebox = await startFakeOnebox((request, response) => {
    const id = parseSessionId(decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''));
    const token = String(request.headers.authorization).slice('Bearer '.length);
    setTimeout(() => {
      respondJson(200, sessionFor(token, decodedSessionId(id), 1))(request, response);
    }, Math.random() * 5);
  });
  const gateway = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '600' });
  const wrong: unknown[] = [];
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      for (let round = 0; round < 25; round += 1) {
        const token = `caller-${index % 10}`;
        const id = sessionIds[round % 2];
        const { data } = await gateway.ask<
          { instagramSession: { id: string; profile: { name: string } } },
          unknown
        >(
          'query ($id: ID!) { instagramSession(id: $id) { id profile { name } } }',
          { id },
          { authorization: `Bearer ${token}` },
        );
        const session = data?.instagramSession;
        if (session?.id !== id || session?.profile.name !== token) wrong.push([token, session]);
      }
    }),
  );
  expect(wrong).toEqual([]);
  expect(onebox.requests.length).toBeLessThan(200);
  await gateway.close();
  await onebox.close();
}, 30_000);
