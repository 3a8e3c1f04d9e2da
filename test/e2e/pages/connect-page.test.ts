import {
  watched,
  app,
  button,
  desktop,
  focused,
  grant,
  open,
  page,
  paste,
  phone,
  sessionOf,
  setUpConnectPage,
  shoot,
  signIn,
} from '../../support/browser/connect-page';
import { seriousFindings } from '../../support/browser/serious-findings';

setUpConnectPage();

describe('the connect page', () => {
  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('connects an account with a pasted address, on %s', async (_, viewport) => {
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
    expect(await states()).toEqual(['Done', 'Done', 'To do', 'Waiting']);
    await button('Connect @trycloudy123').click();
    await page.getByText('1 account connected to this site.').first().waitFor();
    expect((await states()).at(3)).toBe('Done');
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
