import { type Browser } from 'playwright-core';

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

/** Says in the Sandbox's place what it was given, as its own frame would say that it runs. */
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
    // What the policy refused is what sends people here.
    expect(complaints.splice(0).filter((text) => !text.includes('apollographql.com'))).toEqual([]);
  });

  it('is nowhere without exploring', async () => {
    watched = await watchedPage(browser, { origins: [] });
    const closed = await startApp(loadConfig({ sandbox: false }, { PORT: '0', LOG_LEVEL: 'silent' }));
    const statuses = await Promise.all(
      ['/graphql/altair/', '/pages/explorer/explorer.js', '/connect'].map(async (path) => {
        const { status } = await fetch(`${closed.origin}${path}`, { headers: { accept: 'text/html' } });
        return status;
      }),
    );
    const page = await fetch(`${closed.origin}/graphql`, { headers: { accept: 'text/html' } });
    await closed.close();
    expect(statuses).toEqual([404, 404, 404]);
    expect(await page.text()).not.toContain('<html');
  });
});
