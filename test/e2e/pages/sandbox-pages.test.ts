import { type Browser, type BrowserContext, type Page } from 'playwright-core';

import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { launchChromium } from '../../support/browser/chromium';

jest.setTimeout(60_000);

const phone = { width: 390, height: 844 };

let sandbox: Sandbox;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await sandbox.close();
});

beforeEach(async () => {
  complaints = [];
  context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== sandbox.origin) complaints.push(`request: ${request.url()}`);
  });
});

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

interface Session {
  session: string;
  profile: { name: string };
  accounts: { name: string }[];
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function clickThrough(person: string, unwanted: string[] = []): Promise<void> {
  await page.goto(sandbox.signInUrl);
  await page.getByRole('radio', { name: person }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  for (const name of unwanted) await page.getByRole('checkbox', { name }).uncheck();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** The session of the API whose id the page shows. */
async function sessionShown(): Promise<Session> {
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  const id = await page.getByLabel('Session id').inputValue();
  expect(page.url()).toBe(`${sandbox.origin}/instagraph/session?sessionId=${id}#_=_`);
  const response = await fetch(`${sandbox.origin}/api/instagraph/session/${id}`, {
    headers: { authorization: `Bearer ${sandbox.issueToken()}` },
  });
  expect(response.status).toBe(200);
  const session = (await response.json()) as Session;
  expect(Buffer.from(session.session).toString('base64')).toBe(id);
  return session;
}

async function withoutScripts(): Promise<void> {
  await context.close();
  context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
}

/** Without scrolling. */
async function expectInSight(button: string): Promise<void> {
  const box = await page.getByRole('button', { name: button }).boundingBox();
  expect((box?.y ?? NaN) + (box?.height ?? NaN)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
}

describe('signing in with a browser', () => {
  it('creates a session with the granted Pages, by mouse', async () => {
    await clickThrough('Sari Wulandari', ['Batik Lestari']);
    const { profile, accounts } = await sessionShown();
    expect(profile.name).toBe('Sari Wulandari');
    expect(accounts.map(({ name }) => name)).toEqual(['Toko Bunga', 'Kopi & Roti "Pagi"']);
  });

  it('creates a session with the granted Pages, by keyboard', async () => {
    await page.goto(sandbox.signInUrl);
    await press('Tab', 'ArrowDown', 'Tab', 'Enter');
    await page.getByRole('heading', { name: 'Choose your Pages' }).waitFor();
    await press('Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Enter');
    await page.getByRole('heading', { name: 'Allow Onebox?' }).waitFor();
    await press('Tab', 'Enter');
    const { accounts } = await sessionShown();
    expect(accounts.map(({ name }) => name)).toEqual(['Kopi & Roti "Pagi"', 'Batik Lestari']);
  });

  it('creates a session without Pages where none is granted', async () => {
    await clickThrough('Ovan Donnovan', ['TryalCloudy03']);
    expect(await sessionShown()).toMatchObject({ profile: { name: 'Ovan Donnovan' }, accounts: [] });
  });

  it('creates a new session each time', async () => {
    await clickThrough('Ovan Donnovan');
    const { session } = await sessionShown();
    await clickThrough('Ovan Donnovan');
    expect((await sessionShown()).session).not.toBe(session);
  });

  it('can be cancelled and started again', async () => {
    await page.goto(sandbox.signInUrl);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in with Facebook' }).waitFor();
    expect(page.url()).toBe(sandbox.signInUrl);
  });

  it('works without scripts', async () => {
    await withoutScripts();
    await clickThrough('Ovan Donnovan');
    expect((await sessionShown()).accounts).toHaveLength(1);
  });

  it('grants 200 Pages without scripts', async () => {
    await withoutScripts();
    await clickThrough('Agung Pratama');
    expect((await sessionShown()).accounts).toHaveLength(200);
  });

  it('can uncheck 200 Pages at once', async () => {
    await withoutScripts();
    await page.goto(sandbox.signInUrl);
    await page.getByRole('radio', { name: 'Agung Pratama' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectInSight('Continue');
    await page.getByRole('link', { name: 'Uncheck all Pages' }).click();
    await page.getByRole('link', { name: 'Check all Pages' }).waitFor();
    await page.getByRole('checkbox', { name: 'Sate Padang' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect((await sessionShown()).accounts).toMatchObject([{ name: 'Sate Padang' }]);
  });

  it('continues for a person without Pages, with a message', async () => {
    await page.goto(sandbox.signInUrl);
    await page.getByRole('radio', { name: 'Tono Wibowo' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('you manage no Pages').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect((await sessionShown()).accounts).toEqual([]);
  });

  it('fits on a phone on every page', async () => {
    await page.setViewportSize(phone);
    const expectItFits = async (): Promise<void> => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    };
    await page.goto(sandbox.signInUrl);
    await expectItFits();
    await page.getByRole('radio', { name: 'Agung Pratama' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectItFits();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectItFits();
    await page.getByRole('button', { name: 'Allow' }).click();
    await sessionShown();
    await expectItFits();
  });
});
