import { type Browser, type Page } from 'playwright-core';

import { type App, startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { launchChromium } from '../../support/browser/chromium';
import { seriousFindings } from '../../support/browser/serious-findings';
import { type WatchedPage, watchedPage } from '../../support/browser/watched-page';

jest.setTimeout(60_000);

const apollo = {
  script: 'https://embeddable-sandbox.cdn.apollographql.com',
  frame: 'https://sandbox.embed.apollographql.com',
};
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

let app: App;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  app = await startApp(loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

afterEach(async () => {
  await watched.context.close();
  expect(watched.complaints).toEqual([]);
});

/** Replaces Apollo Sandbox, and shows the options that it got. */
const standInScript = `window.EmbeddedSandbox = class {
  constructor({ target, ...given }) {
    const frame = document.createElement('iframe');
    frame.src = '${apollo.frame}/sandbox/explorer';
    frame.title = 'Sandbox';
    target.append(frame);
    window.given = given;
  }
};`;

async function answerAsApollo({ context }: WatchedPage): Promise<void> {
  await context.route(`${apollo.script}/**`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: standInScript }),
  );
  await context.route(`${apollo.frame}/**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<p>The Sandbox</p><script>parent.postMessage({ name: 'ExplorerListeningForHandshake' }, '*')</script>`,
    }),
  );
}

describe('the explorer', () => {
  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('comes from here without a network, and runs its first operation, on %s', async (_, viewport) => {
    watched = await watchedPage(browser, {
      origins: [app.origin],
      viewport,
      outOfReach: Object.values(apollo),
    });
    const { page } = watched;
    await page.goto(`${app.origin}/graphql`);
    await page.waitForURL('**/graphql/altair/');
    await page
      .getByRole('button', { name: /send request/i })
      .first()
      .click();
    await page.getByText('"Ovan Donnovan"').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const result = await page.locator('app-query-result').boundingBox();
    expect(result?.width).toBeGreaterThan(300);
    await page.getByText('Docs', { exact: true }).first().click();
    await page.getByText('Query', { exact: true }).last().click();
    await page.getByText('instagramAuthUrl').first().waitFor();
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(
      'eyJ',
    );
  });

  it('is Apollo Sandbox with a network, filled with an endpoint, a header and an operation', async () => {
    watched = await watchedPage(browser, { origins: [app.origin] });
    await answerAsApollo(watched);
    const { page } = watched;
    await page.goto(`${app.origin}/graphql`);
    await page.frameLocator('iframe').getByText('The Sandbox').waitFor();
    await page.getByText('Apollo Sandbox is loading').waitFor({ state: 'detached' });
    const given = await page.evaluate<{
      initialEndpoint: string;
      initialState: { document: string; variables: object; headers: Record<string, string> };
    }>('window.given');
    const { document, variables, headers } = given.initialState;
    const response = await fetch(given.initialEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    expect(await response.json()).toMatchObject({
      data: { instagramSession: { profile: { name: 'Ovan Donnovan' } } },
    });
    expect(page.url()).toBe(`${app.origin}/graphql`);
  });

  it("comes from here where a policy forbids Apollo's hosts", async () => {
    watched = await watchedPage(browser, { origins: [app.origin] });
    const { page, context, complaints } = watched;
    await context.route(`${app.origin}/graphql`, async (route) => {
      const response = await route.fetch();
      const policy = String(response.headers()['content-security-policy']).replaceAll(
        / https:\S+\.apollographql\.com/g,
        '',
      );
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': policy },
      });
    });
    await page.goto(`${app.origin}/graphql`);
    await page.getByRole('button', { name: /send request/i }).waitFor();
    // The blocked request causes the redirect to this page.
    expect(complaints.splice(0).filter((text) => !text.includes('apollographql.com'))).toEqual([]);
  });

  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('begins at /, from which every page can be reached, on %s', async (_, viewport) => {
    const sandbox = String(app.sandbox?.origin);
    watched = await watchedPage(browser, { origins: [app.origin, sandbox], viewport });
    await answerAsApollo(watched);
    const { page } = watched;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(app.origin);
      expect(await seriousFindings(page)).toEqual([]);
      await shoot(page, `index-${viewport.width}-${colorScheme}`);
      await page.goto(`${sandbox}/`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      await shoot(page, `sandbox-${viewport.width}-${colorScheme}`);
    }
    await page.goto(app.origin);
    const links = await page.locator('a').evaluateAll((found) => found.map(String));
    expect(links).toHaveLength(5);
    for (const link of links) {
      const response = await page.goto(link);
      expect(response?.status()).toBe(200);
    }
    await page.emulateMedia({ colorScheme: viewport === desktop ? 'light' : 'dark' });
    await page.goto(`${app.origin}/schema`);
    await page.locator('#mutation-connectInstagramAccount').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    if (viewport === desktop) expect(await seriousFindings(page)).toEqual([]);
    else
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(16, 22, 31)');
    await shoot(page, `schema-${viewport.width}`);
    const { status } = await fetch(app.origin, { headers: { accept: 'application/json' } });
    expect(status).toBe(404);
  });

  it('is not served without EXPLORE, and a browser gets instructions', async () => {
    const closed = await startApp(loadConfig({ sandbox: false }, { PORT: '0', LOG_LEVEL: 'silent' }));
    watched = await watchedPage(browser, { origins: [closed.origin], viewport: phone });
    for (const colorScheme of ['light', 'dark'] as const) {
      await watched.page.emulateMedia({ colorScheme });
      await watched.page.goto(`${closed.origin}/graphql`);
      expect(await seriousFindings(watched.page)).toEqual([]);
      expect(await watched.page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    }
    // Chromium complains about the status.
    expect(watched.complaints.splice(0).filter((text) => !text.includes('status of 400'))).toEqual([]);
    const statuses = await Promise.all(
      ['/graphql/altair/', '/pages/explorer/explorer.js', '/connect', '/', '/schema'].map(async (path) => {
        const { status } = await fetch(`${closed.origin}${path}`, { headers: { accept: 'text/html' } });
        return status;
      }),
    );
    const page = await fetch(`${closed.origin}/graphql`, { headers: { accept: 'text/html' } });
    const operation = await fetch(`${closed.origin}/graphql`);
    await closed.close();
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('exploring is off');
    expect(await operation.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
