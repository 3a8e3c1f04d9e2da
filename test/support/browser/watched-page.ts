import { type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A page in a separate context without other hosts, and its errors. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Requests to other hosts, violations of the content security policy, script errors. */
  complaints: string[];
}

/** Options of {@link watchedPage}. */
export interface WatchOptions {
  /** The allowed origins. */
  origins: readonly string[];
  viewport?: { width: number; height: number };
  /** Allowed origins that do not respond. */
  outOfReach?: readonly string[];
  /** Default: American English. */
  locale?: string;
}

/** Opens a page, and records every error. */
export async function watchedPage(
  browser: Browser,
  { origins, viewport = { width: 1280, height: 900 }, outOfReach = [], locale = 'en-US' }: WatchOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport,
    locale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const complaints: string[] = [];
  await context.route('**/*', (route) => {
    const { origin } = new URL(route.request().url());
    if (origins.includes(origin)) return route.continue();
    if (!outOfReach.includes(origin)) complaints.push(`request: ${route.request().url()}`);
    return route.abort('namenotresolved');
  });
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !text.includes('net::ERR_NAME_NOT_RESOLVED')) {
        complaints.push(`console: ${text}`);
      }
    });
  };
  context.on('page', watch);
  const page = await context.newPage();
  return { page, context, complaints };
}
