import {
  watched,
  app,
  button,
  control,
  focused,
  grant,
  page,
  paste,
  sessionOf,
  setUpConnectPage,
  shoot,
  signIn,
} from '../../support/browser/connect-page';
import { seriousFindings } from '../../support/browser/serious-findings';

setUpConnectPage();

describe('the connect page in a case of failure', () => {
  it('says what Facebook says of a Page that the person may not moderate', async () => {
    await signIn();
    await page.getByLabel('Facebook Page').check();
    await paste((await grant('Rina Hartono')).url());
    await button('Connect Taman Baca Rina').click();
    await page.getByRole('alert').getByText('does not have sufficient administrative permission').waitFor();
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

  it('says on which day a quota that is used up today is there again', async () => {
    await signIn();
    await paste(sessionOf('over-quota'));
    const alert = await page.getByRole('alert').getByText('Try again at').textContent();
    expect(alert).toMatch(/Try again at \w{3} \d{1,2}, \d{4}, \d{1,2}:00\s[AP]M\./);
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

  it('says that Onebox is down', async () => {
    await signIn();
    await control('outage', { down: 'yes' });
    await paste(sessionOf('sari'));
    await page.locator('#grant').getByRole('alert').getByText('Try again in a moment.').waitFor();
    await shoot('connect-down');
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
});
