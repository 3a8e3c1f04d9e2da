import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import {
  failingSession,
  readySession,
  startGateway,
} from '../../../clients/onebox-gateway-client/test/support/gateway.mjs';
import { launchChromium } from '../../../clients/onebox-gateway-client/test/support/chromium.mjs';

const root = join(import.meta.dirname, '..');
const client = join(root, '..', '..', 'clients', 'onebox-gateway-client');
const folder = mkdtempSync(join(tmpdir(), 'react-example-'));
const types = { '.html': 'text/html', '.js': 'text/javascript' };

let server;
let gateway;
let browser;
let context;
let page;
let complaints;
let signIns;

/** Puts the packed package where npm has linked its folder: the example is built with what others get. */
function installPackedClient() {
  const installed = join(root, 'node_modules', 'onebox-gateway-client');
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = Object.values(
    JSON.parse(execFileSync('npm', args, { cwd: client, encoding: 'utf8' })),
  );
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed);
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components', '1']);
}

before(async () => {
  server = createServer(({ url }, response) => {
    const path = url === '/' ? '/index.html' : url;
    response.setHeader('content-type', types[extname(path)]).end(readFileSync(join(folder, path)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  gateway = await startGateway({ CORS_ORIGINS: origin });
  installPackedClient();
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  execFileSync(bin('tsc'), { cwd: root, stdio: 'inherit' });
  execFileSync(bin('vite'), ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, VITE_GATEWAY_URL: gateway.url },
  });
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await gateway.close();
});

beforeEach(async () => {
  complaints = [];
  signIns = 0;
  context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if ((request.postData() ?? '').includes('mutation Authenticate')) signIns += 1;
  });
  await page.goto(`http://127.0.0.1:${server.address().port}`);
});

afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, []);
});

const button = (name) => page.getByRole('button', { name, exact: true });

async function signIn(password = 'sandbox') {
  const { email, siteId } = gateway.sandbox.credentials;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Site id').fill(siteId);
  await button('Sign in').click();
}

async function paste(address) {
  await page.getByLabel('Address').fill(address);
  await button('Continue').click();
}

/** Grants all that a person can in the tab that the page opens, and gives the address on which they land. */
async function grant(person) {
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open Facebook' }).click();
  const facebook = await opened;
  await facebook.getByRole('radio', { name: person }).check();
  await facebook.getByRole('button', { name: 'Continue' }).click();
  await facebook.getByRole('button', { name: 'Continue' }).click();
  await facebook.getByRole('button', { name: 'Allow' }).click();
  await facebook.getByRole('heading', { name: 'You are signed in' }).waitFor();
  return facebook.url();
}

describe('the React example', () => {
  it('has at most 300 lines', () => {
    const files = readdirSync(join(root, 'src')).map((name) => join('src', name));
    const lines = [...files, 'index.html', 'vite.config.ts']
      .map((name) => readFileSync(join(root, name), 'utf8').trimEnd().split('\n').length)
      .reduce((sum, count) => sum + count);
    assert.ok(lines <= 300, String(lines));
  });

  it('connects an account from another origin, also where the token expires on the way', async () => {
    await signIn();
    await paste(await grant('Sari Wulandari'));
    await page.getByRole('heading', { name: 'Sari Wulandari granted' }).waitFor();
    gateway.expireTokens();
    await button('Connect kopi.roti.pagi').click();
    await signIn();
    await page.getByRole('listitem').filter({ hasText: '@kopi.roti.pagi' }).getByText('Connected').waitFor();
    await page.getByRole('list', { name: 'Connected accounts' }).getByText('Kopi & Roti').waitFor();
    assert.equal(signIns, 2);
  });

  it('asks the person once to sign in again where the token expires for three requests at once', async () => {
    await signIn();
    await paste(readySession('ovan'));
    await button('Connect trycloudy123').waitFor();
    gateway.expireTokens();
    const names = ['ConnectedAccounts', 'InstagramSession', 'SessionConnections'];
    const answers = (isWanted) =>
      Promise.all(
        names.map((name) =>
          page.waitForResponse(async (response) => {
            if (response.request().postDataJSON()?.operationName !== name) return false;
            return isWanted(await response.text());
          }),
        ),
      );
    const expired = answers((text) => text.includes('TOKEN_EXPIRED'));
    await button('Refresh').click();
    await expired;
    const read = answers((text) => !text.includes('errors'));
    await signIn();
    await read;
    assert.equal(signIns, 2);
  });

  it('offers each account of a Page once, the business account where there is one', async () => {
    await signIn();
    const sent = [];
    page.on('request', (request) => {
      const { operationName, variables } = request.postDataJSON() ?? {};
      if (operationName === 'ConnectInstagramAccount') sent.push(variables.instagramAccountId);
    });
    // A Page that has nothing but a business account.
    await paste(readySession('rina'));
    await page.getByRole('button', { name: /^Connect / }).waitFor();
    await paste(readySession('ovan'));
    const connect = button('Connect trycloudy123');
    await connect.waitFor();
    assert.equal(await connect.count(), 1);
    await connect.click();
    await page.getByRole('listitem').filter({ hasText: '@trycloudy123' }).getByText('Connected').waitFor();
    assert.deepEqual(sent, ['17841439754602482']);
  });

  it('says what is wrong with an address that has no session id', async () => {
    await signIn();
    await paste(await page.getByRole('link', { name: 'Open Facebook' }).getAttribute('href'));
    await page.getByRole('alert').getByText('That is the address to sign in at.').waitFor();
  });

  it('says what is wrong with a sign-in, and lets the person try again', async () => {
    await signIn('wrong');
    await page.getByRole('alert').getByText('do not match').waitFor();
    await signIn();
    await page.getByRole('link', { name: 'Open Facebook' }).waitFor();
  });

  it('shows what was read beside what was not', async () => {
    await signIn();
    await paste(failingSession('wrong-page'));
    await page.getByRole('heading', { name: 'Sari Wulandari granted' }).waitFor();
    await page.getByRole('status').getByText('Not all could be read.').first().waitFor();
    assert.equal(await page.getByRole('button', { name: /^Connect / }).count(), 0);
  });

  it('counts down while the quota is used up, and then lets the person try again', async () => {
    await page.clock.install();
    await page.reload();
    await signIn();
    await paste(failingSession('over-quota'));
    await page.getByRole('alert').getByText('The Onebox quota is exhausted.').first().waitFor();
    const retry = page.getByRole('button', { name: /^Try again/ });
    assert.equal(await retry.isDisabled(), true);
    assert.match(await retry.textContent(), /^Try again in \d\d:\d\d:\d\d$/);
    await page.clock.fastForward('48:00:00');
    await button('Try again').waitFor();
    assert.equal(await retry.isDisabled(), false);
  });
});
