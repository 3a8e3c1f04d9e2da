import { decode } from 'jsonwebtoken';
import { request } from 'undici';

import { type App, startApp } from '../../../src/app';
import { startupMessage } from '../../../src/cli/start/startup-message';
import { ConfigError, loadConfig } from '../../../src/config/config';
import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { briefDemoUser } from '../../../src/sandbox/people/demo-users';
import { namedSessionIds } from '../../../src/sandbox/sessions/ready-sessions';
import {
  AuthenticateDocument,
  ConnectedAccountsDocument,
  ConnectFacebookPageDocument,
  FacebookSessionDocument,
  InstagramAuthUrlDocument,
  type TypedDocumentString,
} from '../../generated/graphql';
import { type Answer } from '../../support/gateway/gateway';

const env = { HOST: '0.0.0.0', PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent', CACHE_TTL_SECONDS: '0' };
const documentedPage = { id: '1903864646522191', name: 'Jamku' };

let app: App;
let token: string;

beforeAll(async () => {
  app = await startApp(loadConfig({ sandbox: true, session: 'sari' }, env));
});

afterAll(() => app.close());

beforeEach(() => {
  token = app.sandbox?.issueToken() ?? '';
});

const port = (origin: string | undefined): string => new URL(String(origin)).port;
const sandboxAt = (path: string): string => `${String(app.sandbox?.origin)}${path}`;

async function ask<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
  host = '127.0.0.1',
): Promise<Answer<Data>> {
  const { body } = await request(`http://127.0.0.1:${port(app.origin)}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      host: `${host}:${port(app.origin)}`,
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: operation.toString(), variables }),
  });
  return (await body.json()) as Answer<Data>;
}

const post = (path: string, body = '', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(sandboxAt(path), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });

const controlPage = async (): Promise<string> => (await fetch(sandboxAt('/'))).text();

async function countFacebookPages(): Promise<number | undefined> {
  const { data } = await ask(ConnectedAccountsDocument, { channel: 'FACEBOOK' });
  return data?.connectedAccounts?.items.length;
}

describe('a sandbox whose gateway listens on every address', () => {
  it.each(['127.0.0.1', 'gateway.example', '[::1]'])(
    'has auth URLs that lead where the client reached the gateway: %s',
    async (host) => {
      const { data } = await ask(InstagramAuthUrlDocument, {}, host);
      const site = `http://${host}:${port(app.sandbox?.origin)}`;
      expect(data?.instagramAuthUrl).toBe(`${site}/instagraph/auth?redirectUrl=${site}/instagraph/session`);
    },
  );

  it('accepts the redirectUrl of the host it is asked at, links to its own pages there, and leads back', async () => {
    const host = `gateway.example:${port(app.sandbox?.origin)}`;
    const at = (path: string) => request(sandboxAt(path), { headers: { host } });
    const accepted = await at(`/instagraph/auth?redirectUrl=http://${host}/instagraph/session`);
    expect(accepted.statusCode).toBe(200);
    expect(await accepted.body.text()).toContain(`action="http://${host}/instagraph/auth/pages"`);
    const foreign = await at(`/instagraph/auth?redirectUrl=${sandboxAt('/instagraph/session')}`);
    expect(foreign.statusCode).toBe(400);
    await foreign.body.dump();
    const session = await at(`/instagraph/session?sessionId=${String(app.sandbox?.sessionId)}`);
    expect(await session.body.text()).toContain(`href="http://gateway.example:${port(app.origin)}/connect#`);
  });

  it('is greeted with addresses that can be opened', () => {
    const message = app.sandbox === undefined ? '' : startupMessage(app.origin, app.sandbox);
    expect(message).toContain(`http://127.0.0.1:${port(app.origin)}/graphql`);
    expect(message).not.toContain('0.0.0.0');
    // The package has no folder of documentation.
    expect(message).not.toContain('docs/');
  });
});

describe('--session', () => {
  it('begins with the session of a person by name', () => {
    expect(app.sandbox?.sessionId).toBe(namedSessionIds.get('sari'));
  });

  it('is refused with the names that there are, or without --sandbox', async () => {
    const unknown = loadConfig({ sandbox: true, session: 'nobody' }, env);
    await expect(startApp(unknown)).rejects.toThrow(/write one of ovan, sari, .*silent$/);
    expect(() => loadConfig({ sandbox: false, session: 'sari' }, env)).toThrow(ConfigError);
  });
});

describe('an account of the sandbox', () => {
  it('has tokens that expire after 30 seconds', async () => {
    const { data } = await ask(AuthenticateDocument, briefDemoUser.credentials);
    const { iat = 0, exp = 0 } = decode(String(data?.authenticate.token), { json: true }) ?? {};
    expect(exp - iat).toBe(30);
  });
});

describe('the page of the sandbox', () => {
  it('lists every session that fails', async () => {
    const content = await controlPage();
    for (const { name, sessionId } of failingSessions) {
      expect(content.split(`${name}: `)[1]).toMatch(
        new RegExp(`^[^<]*<small><code>${sessionId.replaceAll('+', '\\+')}<`),
      );
    }
  });

  it('takes Onebox down and brings it up', async () => {
    expect(await controlPage()).toContain('Onebox is up');
    expect((await post('/sandbox/outage', 'down=yes')).status).toBe(303);
    expect(await controlPage()).toContain('Onebox is down');
    const statuses = await Promise.all(
      ['/instagraph/auth', '/api/connection'].map(async (path) => (await fetch(sandboxAt(path))).status),
    );
    expect(statuses).toEqual([503, 503]);
    expect((await ask(ConnectedAccountsDocument, {})).errors?.[0]?.extensions.reason).toBe('UPSTREAM_FAILED');
    await post('/sandbox/outage', 'down=no');
    expect(await countFacebookPages()).toBe(1);
  });

  it('forgets what was made, and brings Onebox up', async () => {
    const sessionId =
      'WmNOWEhETmFhbmFTNWljWld0NmlUbWRVK1AvUXk4M0tuSm9NSkVGZW5VOD06TGpnU3BrWlFuZVJoai9UdjgreGRiZz09';
    expect((await ask(FacebookSessionDocument, { id: sessionId })).errors).toBeUndefined();
    await ask(ConnectFacebookPageDocument, { sessionId, pageId: documentedPage.id });
    expect(await countFacebookPages()).toBe(2);
    await post('/sandbox/outage', 'down=yes');
    await post('/sandbox/reset');
    expect(await countFacebookPages()).toBe(1);
  });

  it('is not used from a page of another site, and says what it does not understand', async () => {
    const crossSite = { 'sec-fetch-site': 'cross-site' };
    expect((await post('/sandbox/reset', '', crossSite)).status).toBe(403);
    expect((await post('/sandbox/outage', 'down=perhaps')).status).toBe(400);
    expect(await controlPage()).toContain('Onebox is up');
  });

  it('lists the accounts and the people by name', async () => {
    const page = await controlPage();
    for (const text of ['brief@example.com', 'sari: Sari Wulandari', 'Sign in for Twitter']) {
      expect(page).toContain(text);
    }
  });
});
