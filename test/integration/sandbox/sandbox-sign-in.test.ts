import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
});

afterAll(() => sandbox.close());

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${sandbox.origin}${path}`, { redirect: 'manual', ...init });

const attempt = (redirectUrl: string): Promise<Response> =>
  get(`/instagraph/auth?redirectUrl=${encodeURIComponent(redirectUrl)}`);

const allow = (fields: string): Promise<Response> =>
  get('/instagraph/auth/consent', { method: 'POST', body: new URLSearchParams(fields) });

describe('signing in to the sandbox', () => {
  it('starts at signInUrl', async () => {
    const response = await fetch(sandbox.signInUrl);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<h1>Sign in with Facebook</h1>');
  });

  it.each([
    ['no address', () => ''],
    ['the documented wrong host', () => 'https://ocdevelop.ciptadrasoft.net/instagraph/session'],
    ['another path', () => `${sandbox.origin}/instagraph/elsewhere`],
    ['a longer path', () => `${sandbox.origin}/instagraph/session/../../elsewhere`],
    ['a host behind a user', () => `${sandbox.origin}@evil.example/instagraph/session`],
    ['a longer host', () => `${sandbox.origin}.evil.example/instagraph/session`],
    ['an address without scheme', () => '//evil.example/instagraph/session'],
    ['a script', () => 'javascript:alert(1)'],
  ])('shows the wrong site url page for %s', async (_what, redirectUrl) => {
    const response = await attempt(redirectUrl());
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('<h1>Wrong site url</h1>');
    expect(page).not.toContain('<form');
  });

  it('leads to the session page, with a session of the granted Pages', async () => {
    const response = await allow('person=sari&page=90071992547410329&page=241794770143249');
    expect(response.status).toBe(302);
    const { origin, pathname, searchParams, hash } = new URL(response.headers.get('location') ?? '');
    expect(`${origin}${pathname}${hash}`).toBe(`${sandbox.origin}/instagraph/session#_=_`);
    const id = searchParams.get('sessionId') ?? '';
    const session = await get(`/api/instagraph/session/${id}`, {
      headers: { authorization: `Bearer ${sandbox.issueToken()}` },
    });
    expect(await session.json()).toMatchObject({
      session: Buffer.from(id, 'base64').toString('latin1'),
      profile: { name: 'Sari Wulandari' },
      accounts: [{ id: '90071992547410329' }],
    });
  });

  it('accepts all of 200 Pages', async () => {
    const page = await (await get('/instagraph/auth/pages?person=agung')).text();
    const boxes = page.match(/<input type="checkbox"[^>]*>/g) ?? [];
    expect(boxes).toHaveLength(200);
    expect(boxes.filter((box) => box.includes('checked'))).toHaveLength(200);
    const granted = boxes.map((box) => `page=${/value="(\d+)"/.exec(box)?.[1] ?? ''}`).join('&');
    expect((await get(`/instagraph/auth/consent?person=agung&${granted}`)).status).toBe(200);
    const response = await allow(`person=agung&${granted}`);
    expect(response.status).toBe(302);
    const id = new URL(response.headers.get('location') ?? '').searchParams.get('sessionId') ?? '';
    const session = await get(`/api/instagraph/session/${id}`, {
      headers: { authorization: `Bearer ${sandbox.issueToken()}` },
    });
    const { accounts } = (await session.json()) as { accounts: unknown[] };
    expect(accounts).toHaveLength(200);
  });

  it('never redirects to an address of a form', async () => {
    for (const redirect of ['redirectUrl', 'redirect_url', 'next', 'url']) {
      const elsewhere = `${redirect}=https%3A%2F%2Fevil.example%2Finstagraph%2Fsession`;
      const response = await get(`/instagraph/auth/consent?${elsewhere}`, {
        method: 'POST',
        body: new URLSearchParams(`person=ovan&${elsewhere}`),
      });
      expect(response.headers.get('location')).toContain(`${sandbox.origin}/instagraph/session?sessionId=`);
    }
  });

  it('rejects a later page without the first one', async () => {
    const answers = [
      await get('/instagraph/auth/pages'),
      await get('/instagraph/auth/consent?person=nobody'),
      await allow('page=241794770143249'),
    ];
    for (const response of answers) {
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`href="${sandbox.signInUrl}"`);
    }
  });

  it('escapes all values', async () => {
    const hostile = `"><script>alert('&')</script>`;
    const shown = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;';
    const answers = [
      await attempt(hostile),
      await get(`/instagraph/session?sessionId=${encodeURIComponent(hostile)}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 404]);
    for (const response of answers) {
      const page = await response.text();
      expect(page).toContain(shown);
      expect(page).not.toContain('<script');
    }
    const pages = await (await get('/instagraph/auth/pages?person=sari')).text();
    expect(pages).toContain('Kopi &amp; Roti &quot;Pagi&quot;');
  });

  it('sends the same security headers with every page and redirect', async () => {
    const answers = await Promise.all([
      fetch(sandbox.signInUrl),
      attempt('https://evil.example'),
      get('/instagraph/auth/pages?person=sari'),
      get('/instagraph/auth/consent?person=sari'),
      allow('person=sari'),
      get('/instagraph/auth/cancelled'),
      get(`/instagraph/session?sessionId=${sandbox.sessionId}`),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('returns an error envelope for a form that is too large', async () => {
    const response = await allow(`person=${'x'.repeat(2 * 1024 * 1024)}`);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ records: { errorCode: 413 } });
  });
});
