import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { type Answer } from '../../support/gateway/gateway';

const root = join(__dirname, '..', '..', '..');
const query = readFileSync(join(root, 'schema', 'operations', 'instagram-session.graphql'), 'utf8');
const nothing = { code: '—', reason: '—' };

interface Data {
  instagramSession: { pages: unknown[] | null } | null;
}

/** The response of a new gateway to a read of a session, without effects of earlier failures. */
async function read(sessionId: string): Promise<Answer<Data>> {
  // Long enough to read the largest response on a busy machine.
  const env = { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent', ONEBOX_TIMEOUT_MS: '2000' };
  const app = await startApp(loadConfig({ sandbox: true }, env));
  try {
    const response = await fetch(`${app.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${app.sandbox?.issueToken() ?? ''}`,
      },
      body: JSON.stringify({ query, variables: { id: sessionId } }),
    });
    return (await response.json()) as Answer<Data>;
  } finally {
    await app.close();
  }
}

/** The rows of docs/sandbox.md that have five cells, by the first of them. */
function documentedMeanings(): Record<string, { code: string; reason: string }> {
  const rows = readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter((cells) => cells.length === 7);
  return Object.fromEntries(
    rows.map(([, name = '', , , code = '', reason = '']) => [name, { code, reason }]),
  );
}

describe('a failing session, read through the gateway', () => {
  const meanings = documentedMeanings();

  it.each(failingSessions)('$name: causes the documented error', async ({ name, sessionId }) => {
    const { errors = [] } = await read(sessionId);
    const answered = errors.map(({ extensions: { code, reason } }) => ({ code, reason }));
    expect(answered.length === 0 ? [nothing] : answered).toEqual([meanings[name]]);
  });

  it.each([
    ['wrong-page', 2],
    ['number-ids', 3],
  ])('%s: returns its readable part', async (name, pages) => {
    const { data } = await read(failingSessions.find((failing) => failing.name === name)?.sessionId ?? '');
    expect(data?.instagramSession?.pages?.filter((page) => page !== null)).toHaveLength(pages);
  });
});
