import { type Browser, type Page } from 'playwright-core';

import { type App, startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { namedSessionIds } from '../../../src/sandbox/sessions/ready-sessions';
import { launchChromium } from './chromium';
import { type WatchedPage, watchedPage } from './watched-page';

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** The gateway of the test file that calls {@link setUpConnectPage}. */
export let app: App;
export let watched: WatchedPage;
export let page: Page;
let browser: Browser;

/** Starts a gateway with a sandbox for the tests of a file, and opens the connect page again for each test. */
export function setUpConnectPage(): void {
  jest.setTimeout(60_000);

  beforeAll(async () => {
    app = await startApp(
      loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }),
    );
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    await control('reset');
    await open(desktop);
  });

  afterEach(async () => {
    await watched.context.close();
    expect(watched.complaints).toEqual([]);
  });
}

/** Uses a control of the sandbox, such as `outage`. */
export async function control(name: string, fields: Record<string, string> = {}): Promise<void> {
  await fetch(`${app.sandbox?.origin ?? ''}/sandbox/${name}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
}

export async function open(viewport: { width: number; height: number }, locale = 'en-US'): Promise<void> {
  const origins = [app.origin, app.sandbox?.origin ?? ''];
  watched = await watchedPage(browser, { origins, viewport, locale });
  ({ page } = watched);
  await page.goto(`${app.origin}/connect`);
}

/** The name of the element that has the focus. */
export const focused = (): Promise<string> =>
  page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

/** The id of a ready or a failing session, by its name. */
export const sessionOf = (name: string): string => namedSessionIds.get(name) ?? '';

export const button = (name: string): ReturnType<Page['getByRole']> =>
  page.getByRole('button', { name, exact: true });

export async function signIn(): Promise<void> {
  await button('Sign in').click();
  await page.getByText('Signed in to site 169').first().waitFor();
}

/** Grants everything that a person can in the tab that the page opens. Returns that tab. */
export async function grant(person: string, owner = 'Facebook'): Promise<Page> {
  const opened = watched.context.waitForEvent('page');
  await page.getByRole('link', { name: `Open ${owner}` }).click();
  const facebook = await opened;
  await facebook.getByRole('radio', { name: person }).check();
  await facebook.getByRole('button', { name: 'Continue' }).click();
  if (owner === 'Facebook') await facebook.getByRole('button', { name: 'Continue' }).click();
  await facebook.getByRole('button', { name: 'Allow' }).click();
  await facebook.getByRole('heading', { name: 'You are signed in' }).waitFor();
  return facebook;
}

export async function paste(address: string): Promise<void> {
  await page.getByLabel('Address you landed on').fill(address);
  await button('Continue').click();
}

/** Saves a picture of the page, where `SCREENSHOTS` names a folder. */
export async function shoot(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
