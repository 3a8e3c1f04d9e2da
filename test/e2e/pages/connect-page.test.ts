import { type Browser, type Page } from 'playwright-core';

import { type App, startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { namedSessionIds } from '../../../src/sandbox/sessions/ready-sessions';
import { launchChromium } from '../../support/browser/chromium';
import { seriousFindings } from '../../support/browser/serious-findings';
import { type WatchedPage, watchedPage } from '../../support/browser/watched-page';

jest.setTimeout(60_000);

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

let app: App;
let sandboxOrigin: string;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  app = await startApp(loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }));
  sandboxOrigin = app.sandbox?.origin ?? '';
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

beforeEach(async () => {
  await fetch(`${sandboxOrigin}/sandbox/reset`, { method: 'POST' });
  await open(desktop);
});

afterEach(async () => {
  await watched.context.close();
  expect(watched.complaints).toEqual([]);
});

async function open(viewport: { width: number; height: number }, locale = 'en-US'): Promise<void> {
  watched = await watchedPage(browser, { origins: [app.origin, sandboxOrigin], viewport, locale });
  ({ page } = watched);
  await page.goto(`${app.origin}/connect`);
}

/** The name of what has the focus. */
const focused = (): Promise<string> =>
  page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

/** The id of a ready or a failing session, by its name. */
const sessionOf = (name: string): string => namedSessionIds.get(name) ?? '';

const button = (name: string) => page.getByRole('button', { name, exact: true });

async function signIn(): Promise<void> {
  await button('Sign in').click();
  await page.getByText('Signed in to site 169').first().waitFor();
}

/** Grants all that a person can in the tab that the page opens, and gives that tab. */
async function grant(person: string, owner = 'Facebook'): Promise<Page> {
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

async function paste(address: string): Promise<void> {
  await page.getByLabel('Address you landed on').fill(address);
  await button('Continue').click();
}

describe('the connect page', () => {
  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('does the whole job with an address pasted, on %s', async (_, viewport) => {
    await watched.context.close();
    await open(viewport);
    if (viewport === phone) expect(await seriousFindings(page)).toEqual([]);
    await signIn();
    const facebook = await grant('Sari Wulandari');
    expect(facebook.url()).toMatch(/\?sessionId=\w+=*#_=_$/);
    await paste(facebook.url());
    await page.getByText('Sari Wulandari granted 3 Pages.').first().waitFor();
    await page.getByText('This Page has no Instagram account.').waitFor();
    await page.locator('#choices img').first().scrollIntoViewIfNeeded();
    await page.waitForFunction(
      '[...document.images].every((image) => image.complete && image.naturalWidth > 0)',
    );
    expect(await page.locator('#choices img').count()).toBe(3);
    await page.getByText('No account of this kind is connected').first().waitFor();
    const place = await button('Connect @kopi.roti.pagi').boundingBox();
    await button('Connect @kopi.roti.pagi').click();
    await page.getByText('1 account connected to this site.').first().waitFor();
    await page.locator('#connections').getByText('Kopi & Roti "Pagi"').waitFor();
    expect(await page.locator('#choices .badge:visible').count()).toBe(1);
    expect(await focused()).toBe('Reconnect @kopi.roti.pagi');
    expect((await button('Reconnect @kopi.roti.pagi').boundingBox())?.y).toBe(place?.y);
    expect(await page.locator('details[open]').count()).toBe(viewport === phone ? 0 : 5);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    for (const colorScheme of viewport === phone ? (['light'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme });
      expect(await seriousFindings(page)).toEqual([]);
      await shoot(`connect-${viewport.width}-${colorScheme}`);
    }
  });

  it('goes on by itself when the person comes back from the sandbox', async () => {
    await signIn();
    const facebook = await grant('Ovan Donnovan');
    await facebook.getByRole('link', { name: 'Go on to the connect page' }).click();
    await page.getByText('Ovan Donnovan granted 1 Page.').first().waitFor();
    await button('Connect @trycloudy123').waitFor();
  });

  it.each([
    ['Facebook Page', 'Facebook', 'Sari Wulandari', 'Sari Wulandari granted 3 Pages.', 'Toko Bunga', 2],
    ['Twitter account', 'Twitter', '@TokoBungaSari', '@TokoBungaSari granted access.', '@TokoBungaSari', 1],
  ])('connects a %s in the same four steps', async (kind, owner, person, granted, label, count) => {
    await signIn();
    await page.getByLabel(kind).check();
    await page.getByRole('heading', { name: `2. Grant access on ${owner}` }).waitFor();
    const opened = await grant(person, owner);
    await paste(opened.url());
    await page.getByText(granted).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    if (owner === 'Facebook') {
      // Sites of the sandbox have this one from the start.
      expect(await page.locator('#choices .badge:visible').count()).toBe(1);
      await button('Reconnect Toko Bunga').click();
      await page.getByText('Toko Bunga is connected.').waitFor({ state: 'attached' });
      await button('Connect Batik Lestari').click();
    } else {
      await button(`Connect ${label}`).click();
    }
    await page
      .getByText(`${count} account${count === 1 ? '' : 's'} connected to this site.`)
      .first()
      .waitFor();
    await page.locator('#connections').getByText(label.replace('@', '')).waitFor();
    for (const name of [`${owner}AuthUrl`, `${owner}Session`, 'ConnectedAccounts']) {
      await button(`Copy ${name}`).waitFor();
    }
    await shoot(`connect-${owner.toLowerCase()}`);
  });

  it('goes on with the channel that the person comes back from', async () => {
    await signIn();
    await page.getByLabel('Twitter account').check();
    const twitter = await grant('@KuCamera', 'Twitter');
    await page.getByLabel('Instagram account').check();
    await twitter.getByRole('link', { name: 'Go on to the connect page' }).click();
    await page.getByText('@KuCamera granted access.').first().waitFor();
    expect(await page.getByLabel('Twitter account').isChecked()).toBe(true);
  });

  it('says what Facebook says of a Page that the person may not moderate', async () => {
    await signIn();
    await page.getByLabel('Facebook Page').check();
    await paste((await grant('Rina Hartono')).url());
    await button('Connect Taman Baca Rina').click();
    await page.getByRole('alert').getByText('does not have sufficient administrative permission').waitFor();
  });

  it('takes a session first and the sign-in after it', async () => {
    await page.goto('about:blank');
    await page.goto(`${app.origin}/connect#sessionId=${String(app.sandbox?.sessionId)}`);
    await page.getByText('Sign in to Onebox first.').first().waitFor();
    await button('Sign in').click();
    await page.getByText('Ovan Donnovan granted 1 Page.').first().waitFor();
    expect(page.url()).toBe(`${app.origin}/connect`);
  });

  it('can be used with the keyboard alone', async () => {
    await page.getByLabel('Site id').press('Enter');
    await page.getByText('Signed in to site 169').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Open Facebook');
    await page.keyboard.press('Tab');
    await page.keyboard.type(String(app.sandbox?.sessionId));
    await page.keyboard.press('Enter');
    await page.getByText('1 account to choose from.').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Connect @trycloudy123');
    await page.keyboard.press('Enter');
    await page.getByText('1 account connected to this site.').first().waitFor();
    expect(await focused()).toBe('Reconnect @trycloudy123');
  });

  it('gives each operation to copy, and it works where it is pasted', async () => {
    await signIn();
    await paste(String(app.sandbox?.sessionId));
    await button('Copy InstagramSession').click();
    const query = await page.evaluate<string>('navigator.clipboard.readText()');
    await button('Copy the variables of InstagramSession').click();
    const variables = await page.evaluate<string>('navigator.clipboard.readText()');
    const response = await fetch(`${app.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${String(app.sandbox?.issueToken())}`,
      },
      body: JSON.stringify({ query, variables: JSON.parse(variables) as object }),
    });
    expect(await response.json()).toMatchObject({
      data: { instagramSession: { profile: { name: 'Ovan Donnovan' } } },
    });
    for (const name of ['Authenticate', 'InstagramAuthUrl', 'ConnectInstagramAccount']) {
      await button(`Copy ${name}`).waitFor();
    }
    expect(await page.locator('main').innerText()).not.toContain('"sandbox"');
  });

  it('says what the gateway says where something goes wrong, and lets one try again', async () => {
    await page.getByLabel('Password').fill('wrong');
    await button('Sign in').click();
    await page.getByRole('alert').getByText('correct them and sign in again').waitFor();
    await page.getByLabel('Password').fill('sandbox');
    await signIn();
    await paste('https://mysite.onebox.co.id/instagraph/session?sessionId=nonsense#_=_');
    await page.getByRole('alert').getByText('That is not a session id.').waitFor();
    await shoot('connect-error');
    await paste(String(app.sandbox?.sessionId));
    await button('Connect @trycloudy123').waitFor();
  });

  it('keeps the channel and the site id over a reload, and no token, session id or e-mail', async () => {
    await page.getByLabel('Facebook Page').check();
    await signIn();
    await paste((await grant('Sari Wulandari')).url());
    await page.getByText('Sari Wulandari granted 3 Pages.').first().waitFor();
    expect(await page.evaluate('JSON.stringify({ ...localStorage })')).toBe('{}');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('JSON.parse(sessionStorage["onebox-connect"])')).toEqual({
      path: 'facebook',
      siteId: '169',
      wasSignedIn: true,
    });
    expect(await page.evaluate('sessionStorage.length')).toBe(1);
    await page.reload();
    await page.getByText('only in its memory: sign in again').waitFor();
    await page.getByRole('heading', { name: '2. Grant access on Facebook' }).waitFor();
    expect(await page.getByLabel('Facebook Page').isChecked()).toBe(true);
    await signIn();
    expect(await page.getByText('only in its memory: sign in again').isVisible()).toBe(false);
  });

  it('shows every step and its state from the start', async () => {
    const states = (): Promise<string[]> => page.locator('.state').allInnerTexts();
    expect(await page.locator('.step:visible').count()).toBe(4);
    expect(await states()).toEqual(['To do', 'Waiting', 'Waiting', 'Waiting']);
    await signIn();
    expect(await states()).toEqual(['Done', 'To do', 'Waiting', 'Waiting']);
    await paste(String(app.sandbox?.sessionId));
    await page.getByText('1 account to choose from.').first().waitFor();
    expect(await states()).toEqual(['Done', 'Done', 'To do', 'Done']);
  });

  it('is busy while Onebox is asked, once, with the focus where it was', async () => {
    let requests = 0;
    const held: (() => void)[] = [];
    await page.route('**/graphql', async (route) => {
      requests += 1;
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    const submit = button('Sign in');
    await submit.focus();
    await page.keyboard.press('Enter');
    await page.locator('#sign-in[aria-busy=true]').getByText('Working…').waitFor();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Sign in');
    expect(requests).toBe(1);
    held.forEach((release) => {
      release();
    });
    await page.locator('#sign-in[aria-busy=false]').getByText('Signed in to site 169').waitFor();
    await page.unroute('**/graphql');
  });

  it('clears the accounts when another session is read, and says what is missing of one', async () => {
    await signIn();
    await paste(sessionOf('agung'));
    await page.getByText('200 accounts to choose from.').first().waitFor();
    const height = await page.evaluate('document.documentElement.scrollHeight');
    await page.getByLabel('Filter').fill('kedai medan');
    await page.getByText('1 of 200 accounts.').first().waitFor();
    expect(await page.locator('#choices .account:visible').allInnerTexts()).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(height);
    expect(await seriousFindings(page)).toEqual([]);
    await shoot('connect-filter');
    await paste(sessionOf('server-error'));
    await page.getByRole('alert').getByText('Onebox failed. Try again in a moment.').waitFor();
    expect(await page.locator('#choices li').count()).toBe(0);
    await paste(sessionOf('wrong-page'));
    await page.locator('#choose[data-state=warning]').getByText('One part could not be read:').waitFor();
    expect(await page.locator('#choices h3').count()).toBe(2);
    await paste(sessionOf('tono'));
    await page.locator('#choose[data-state=warning]').getByText('no Page was granted').waitFor();
    await paste(sessionOf('dewi'));
    await page.locator('#choose[data-state=warning]').getByText('none of these Pages has').waitFor();
    await page.getByText('No account of this kind is connected').first().waitFor();
  });

  it('says what is wrong with the sign-in address, and takes the right one from the clipboard', async () => {
    await signIn();
    await paste((await page.getByRole('link', { name: 'Open Facebook' }).getAttribute('href')) ?? '');
    await page.getByRole('alert').getByText('That is the address of the sign-in itself.').waitFor();
    await page.evaluate(
      `navigator.clipboard.writeText(${JSON.stringify((await grant('Ovan Donnovan')).url())})`,
    );
    await page.bringToFront();
    await button('Paste').click();
    await button('Connect @trycloudy123').waitFor();
  });

  it('goes on at once where a session of another channel is pasted with the keyboard', async () => {
    await signIn();
    await page.getByLabel('Twitter account').check();
    const { signInUrl = '' } = app.sandbox ?? {};
    const session = `${new URL(signInUrl).origin}/instagraph/session?sessionId=${String(app.sandbox?.sessionId)}`;
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(session)})`);
    await page.getByLabel('Address you landed on').focus();
    await page.keyboard.press('Control+V');
    await page.getByText('That session is one of Instagram').first().waitFor();
    await button('Connect @trycloudy123').waitFor();
  });

  it('copies where the page has no clipboard', async () => {
    const there = app.origin.replace('127.0.0.1', 'gateway.example');
    await page.context().route(`${there}/**`, async (route) => {
      const response = await route.fetch({ url: route.request().url().replace(there, app.origin) });
      await route.fulfill({ response });
    });
    await page.goto(`${there}/connect`);
    expect(await page.evaluate('navigator.clipboard === undefined')).toBe(true);
    await button('Copy Authenticate').click();
    await page.getByText('Authenticate is in the clipboard.').waitFor({ state: 'attached' });
    await page.goto(`${app.origin}/connect`);
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('mutation Authenticate(');
    // Chromium says so of every page that comes by HTTP from another machine.
    const opener = 'The Cross-Origin-Opener-Policy header has been ignored';
    expect(watched.complaints.splice(0).filter((text) => !text.includes(opener))).toEqual([]);
  });

  it('goes on where it was when the token expires on the way', async () => {
    await signIn();
    await paste(String(app.sandbox?.sessionId));
    await page.route('**/graphql', (route) =>
      route.continue({
        headers: { ...route.request().headers(), authorization: 'Bearer no-token-of-onebox' },
      }),
    );
    await button('Connect @trycloudy123').click();
    await page.locator('#choices').getByRole('alert').waitFor();
    await page.locator('#sign-in[data-state=failed]').waitFor();
    await page.unroute('**/graphql');
    await signIn();
    await button('Connect @trycloudy123').click();
    await button('Reconnect @trycloudy123').waitFor();
  });

  it('speaks Indonesian where the browser does', async () => {
    await watched.context.close();
    await open(desktop, 'id-ID');
    expect(await page.getAttribute('html', 'lang')).toBe('id');
    await button('Masuk').click();
    await page.getByText('Sudah masuk ke situs 169').first().waitFor();
    await page.getByLabel('Alamat halaman terakhir').fill(sessionOf('not-found'));
    await button('Lanjutkan').click();
    await page.getByRole('alert').getByText('Onebox tidak mengenal sesi ini.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shoot('connect-id');
    await page.getByRole('link', { name: 'English' }).click();
    await button('Sign in').waitFor();
  });

  it('says that Onebox is down', async () => {
    await signIn();
    await fetch(`${sandboxOrigin}/sandbox/outage`, {
      method: 'POST',
      body: new URLSearchParams({ down: 'yes' }),
    });
    await paste(sessionOf('sari'));
    await page.locator('#grant').getByRole('alert').getByText('Try again in a moment.').waitFor();
    await shoot('connect-down');
  });
});

describe('the pictures', () => {
  const ask = async (query: string, headers: Record<string, string> = {}): Promise<number> => {
    const { status } = await fetch(`${app.origin}/connect/picture${query}`, { headers });
    return status;
  };

  it('come for this page alone', async () => {
    const query = `?url=${encodeURIComponent('https://a.fbcdn.net/a.jpg')}`;
    expect(await ask(query, { 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await ask(query, { 'sec-fetch-site': 'cross-site' })).toBe(404);
  });

  it('are never asked for where Instagram keeps none', async () => {
    expect(await ask('')).toBe(404);
    expect(await ask('?url=nonsense')).toBe(404);
    expect(await ask('?url=a&url=b')).toBe(404);
  });
});

async function shoot(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
