import { type Browser, type Page } from 'playwright-core';

import { type App, startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
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
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  app = await startApp(loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }));
  sandboxOrigin = app.sandbox?.origin ?? '';
  await open(desktop);
});

afterEach(async () => {
  await watched.context.close();
  await app.close();
  expect(watched.complaints).toEqual([]);
});

async function open(viewport: { width: number; height: number }): Promise<void> {
  watched = await watchedPage(browser, { origins: [app.origin, sandboxOrigin], viewport });
  ({ page } = watched);
  await page.goto(`${app.origin}/connect`);
}

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
    expect(await seriousFindings(page)).toEqual([]);
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
    await button('Connect @kopi.roti.pagi').click();
    await page.getByText('1 account connected to this site.').first().waitFor();
    await page.locator('#connections').getByText('Kopi & Roti "Pagi"').waitFor();
    expect(await page.locator('#choices .badge').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(await seriousFindings(page)).toEqual([]);
    await shoot(`connect-${viewport.width}`);
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
      expect(await page.locator('#choices .badge').count()).toBe(1);
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
    await button('Sign in').click();
    await page.getByText('Ovan Donnovan granted 1 Page.').first().waitFor();
    expect(page.url()).toBe(`${app.origin}/connect`);
  });

  it('can be used with the keyboard alone', async () => {
    await page.getByLabel('Site id').press('Enter');
    await page.getByRole('heading', { name: '2. Grant access on Facebook' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Open Facebook');
    await page.keyboard.press('Tab');
    await page.keyboard.type(String(app.sandbox?.sessionId));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '3. Choose an account' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('1 account connected to this site.').first().waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('4. See it connected');
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

  it('keeps the token nowhere but in its memory', async () => {
    await signIn();
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).toBe('{}');
    expect(await page.evaluate('document.cookie')).toBe('');
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
