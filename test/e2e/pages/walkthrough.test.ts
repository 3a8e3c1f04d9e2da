import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import {
  AuthenticateDocument,
  ConnectedAccountsDocument,
  ConnectInstagramAccountDocument,
  InstagramAuthUrlDocument,
  InstagramSessionDocument,
  SessionConnectionsDocument,
  type TypedDocumentString,
} from '../../generated/graphql';
import { startGatewayProcess } from '../../support/gateway/gateway-process';

const root = join(__dirname, '..', '..', '..');

interface Step {
  operationFile: string;
  query: string;
  variables: unknown;
  answer: unknown;
}

/** The steps of docs/walkthrough.md: operations with variables and responses. */
function documentedSteps(): Step[] {
  const sections = readFileSync(join(root, 'docs', 'walkthrough.md'), 'utf8')
    .split(/^## /m)
    .slice(1);
  return sections.map((section) => {
    const block = (kind: string): string =>
      new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\``, 'ms').exec(section)?.[1] ?? '';
    return {
      operationFile: /\(\.\.\/(schema\/operations\/[\w-]+\.graphql)\)/.exec(section)?.[1] ?? '',
      query: block('graphql'),
      variables: JSON.parse(block('json variables')) as unknown,
      answer: JSON.parse(block('json response')) as unknown,
    };
  });
}

/** The documented response, in which `…` matches any text. */
function matching(documented: unknown): unknown {
  if (typeof documented === 'string' && documented.includes('…')) {
    const pattern = documented
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+');
    return expect.stringMatching(new RegExp(`^${pattern}$`));
  }
  if (Array.isArray(documented)) return documented.map(matching);
  if (typeof documented !== 'object' || documented === null) return documented;
  return Object.fromEntries(Object.entries(documented).map(([key, value]) => [key, matching(value)]));
}

describe('the walk-through', () => {
  it('shows the operations of schema/operations', () => {
    const steps = documentedSteps();
    expect(steps).toHaveLength(11);
    for (const { operationFile, query } of steps) {
      expect(query).toBe(readFileSync(join(root, operationFile), 'utf8'));
    }
  });

  it('returns the responses that it shows, with curl after a new start', async () => {
    const gateway = startGatewayProcess(['--sandbox'], { PORT: '0', SANDBOX_PORT: '0' });
    const [, origin = ''] = await gateway.saw(/listens on (\S+)\/graphql/);
    const [, sandboxOrigin = ''] = await gateway.saw(/sandbox listens on (\S+)\./);
    let token = '';
    try {
      for (const { query, variables, answer } of documentedSteps()) {
        const args = ['-s', `${origin}/graphql`, '-H', 'content-type: application/json'];
        if (token !== '') args.push('-H', `authorization: Bearer ${token}`);
        const text = execFileSync('curl', [...args, '-d', JSON.stringify({ query, variables })], {
          encoding: 'utf8',
        });
        const given = JSON.parse(text.replaceAll(sandboxOrigin, 'http://127.0.0.1:4001')) as {
          data?: { authenticate?: { token: string } };
        };
        expect(given).toEqual(matching(answer));
        token = given.data?.authenticate?.token ?? token;
        expect(text.replace(token, '')).not.toMatch(/EAAG|password/i);
      }
    } finally {
      gateway.kill('SIGKILL');
      await gateway.ended;
    }
  });

  it('works with a typed client of codegen', async () => {
    const app = await startApp(
      loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }),
    );
    let token: string | undefined;
    const run = async <Data, Variables>(
      operation: TypedDocumentString<Data, Variables>,
      variables: Variables,
    ): Promise<Data> => {
      const response = await fetch(`${app.origin}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query: operation.toString(), variables }),
      });
      const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
      expect(errors).toBeUndefined();
      return data as Data;
    };
    try {
      const { email, password, siteId } = app.sandbox?.credentials ?? { email: '', password: '', siteId: '' };
      const { authenticate } = await run(AuthenticateDocument, { email, password, siteId });
      token = authenticate.token;
      const { instagramAuthUrl } = await run(InstagramAuthUrlDocument, {});
      expect(instagramAuthUrl).toBe(app.sandbox?.signInUrl);
      const id = app.sandbox?.sessionId ?? '';
      const { instagramSession } = await run(InstagramSessionDocument, { id });
      const page = instagramSession?.pages[0];
      const { connectInstagramAccount } = await run(ConnectInstagramAccountDocument, {
        sessionId: id,
        pageId: page?.id ?? '',
        instagramAccountId: page?.instagramAccounts[0]?.id ?? '',
      });
      const { connectedAccounts } = await run(ConnectedAccountsDocument, { channel: 'INSTAGRAM' });
      expect(connectedAccounts?.items).toMatchObject([connectInstagramAccount]);
      const after = await run(SessionConnectionsDocument, { id });
      expect(after.instagramSession?.pages[0]?.instagramAccounts[0]?.connection).toEqual({
        id: connectInstagramAccount.id,
        isEnabled: true,
      });
    } finally {
      await app.close();
    }
  });
});
