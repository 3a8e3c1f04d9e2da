import { InstagramSessionDocument } from '../../generated/graphql';
import { type Fault, faults, goodAnswer } from '../../support/onebox/faults';
import { documentedSessionId } from '../../support/fixtures';
import { type Answer, callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { type MisbehavingOnebox, startMisbehavingOnebox } from '../../support/onebox/misbehaving-onebox';

const deadlineMs = 700;
// The client runs on the same two cores.
const graceMs = 2000;

interface Pair {
  onebox: MisbehavingOnebox;
  readSession: (headers?: Record<string, string>) => ReturnType<typeof askForSession>;
}

const askForSession = (gateway: TestGateway, headers?: Record<string, string>) =>
  gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, headers);

/** Calls `test` with a separate Onebox and gateway. */
async function withPair(test: (pair: Pair) => Promise<void>): Promise<void> {
  const onebox = await startMisbehavingOnebox();
  const upstreamOptions = {
    connectTimeoutMs: 300,
    headersTimeoutMs: 300,
    bodyTimeoutMs: 300,
    // Neither the circuit breaker nor the retry budget may hide a fault.
    breakerMinCalls: 100_000,
    retryPercent: 100,
  };
  const gateway = await startGateway(
    onebox.origin,
    { ONEBOX_TIMEOUT_MS: String(deadlineMs) },
    { upstreamOptions },
  );
  try {
    await test({ onebox, readSession: (headers) => askForSession(gateway, headers) });
  } finally {
    await gateway.close();
    await onebox.close();
  }
}

/** Meets a fault between two responses as documented. */
async function meet(fault: Fault, { onebox, readSession }: Pair): Promise<void> {
  expect((await readSession()).errors).toBeUndefined();
  await onebox.misbehave(fault);
  const startedAt = Date.now();
  const { data, errors } = await readSession();
  expect(Date.now() - startedAt).toBeLessThan(deadlineMs + graceMs);
  if (fault.expected === undefined) {
    expect(errors).toBeUndefined();
    expect(data?.instagramSession?.id).toBe(documentedSessionId);
  } else {
    expect(errors?.map(({ extensions }) => extensions)).toEqual([expect.objectContaining(fault.expected)]);
  }
  const text = JSON.stringify({ data, errors });
  for (const secret of ['canary', callersToken, new URL(onebox.origin).host]) {
    expect(text).not.toContain(secret);
  }

  await onebox.misbehave(undefined);
  const next = await readSession();
  expect(next.errors).toBeUndefined();
  expect(next.data?.instagramSession?.id).toBe(documentedSessionId);
}

const timesOut = ({ expected }: Fault): boolean => expected?.code === 'ONEBOX_TIMEOUT';
const faultsThat = (isWanted: (fault: Fault) => boolean) =>
  faults.filter(isWanted).map((fault) => [fault.name, fault] as const);

describe('when Onebox misbehaves', () => {
  it('there are at least thirty ways, each with its own name', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.length).toBeGreaterThanOrEqual(30);
  });

  // At once: each does nothing but wait for its deadline.
  it.concurrent.each(faultsThat(timesOut))(
    'by %s, the caller is told so in time, and the next call works',
    (_name, fault) => withPair((pair) => meet(fault, pair)),
  );

  it.concurrent('by one slow answer in a hundred, that one alone is not in time', () =>
    withPair(async ({ onebox, readSession }) => {
      const calls = 100;
      const callers = Array.from({ length: calls }, (_, index) => ({
        authorization: `Bearer caller-${index}`,
      }));
      await onebox.misbehave({
        name: 'one slow answer in a hundred',
        expected: undefined,
        answer: (socket, count) => {
          if (count !== calls / 2) socket.write(goodAnswer);
        },
      });
      const answers: Answer<unknown>[] = await Promise.all(callers.map((headers) => readSession(headers)));
      await onebox.misbehave(undefined);
      const failed = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
      expect(failed).toEqual(['ONEBOX_TIMEOUT']);
    }),
  );

  it.each(faultsThat((fault) => !timesOut(fault)))(
    'by %s, the caller is told so in time, and the next call works',
    (_name, fault) => withPair((pair) => meet(fault, pair)),
  );
});
