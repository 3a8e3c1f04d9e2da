import { AuthenticateDocument, ConnectedAccountsDocument } from '../generated/graphql.js';
import { readSettings } from '../settings.js';
import { type Channel, channels } from './channels/channels.js';
import { type Choice } from './channels/grant.js';
import { ask, GatewayError } from './gateway-client.js';
import { keep, kept } from './kept-choice.js';
import { ChoiceList } from './parts/choice-list.js';
import { ConnectedStep } from './parts/connected-step.js';
import { accountIdOf } from './parts/connection-list.js';
import { find, findA, make } from './parts/elements.js';
import { onSubmit } from './parts/form.js';
import { OperationPanel } from './parts/operation-panel.js';
import { easePasting } from './parts/pasting.js';
import { leftOutList, PageError, Step } from './parts/step.js';
import { readPastedAddress } from './pasted-address.js';
import { fillTexts, texts, timeOf } from './texts/texts.js';
import { handOverSession, type HandedSession, takeSessions } from './way-back.js';

const hiddenPassword = '…';
const nobody: Choice = { id: '', pageId: '', label: '', detail: '' };

fillTexts();
const signIn = new Step('sign-in', 'ready');
const grantAccess = new Step('grant', 'waiting');
const choose = new Step('choose', 'waiting');
const connected = new ConnectedStep(() =>
  ask(ConnectedAccountsDocument, { channel: channel.channel, first: 100 }, token),
);
const choiceList = new ChoiceList();
const signInPanel = new OperationPanel(signIn.element, AuthenticateDocument, {
  email: '',
  password: hiddenPassword,
  siteId: '',
});
const address = findA(HTMLInputElement, '#grant input');

// In memory alone: whoever reloads the page signs in again.
let token: string | undefined;
let sessionId: string | undefined;
let channel: Channel = channels[0];
let panels = showChannel();
/** A read that a later one has overtaken shows nothing. */
let latestRead = 0;

/** Shows the texts and the operations of the channel. */
function showChannel(): Record<'session' | 'connect' | 'connections', OperationPanel> {
  const { owner, path } = channel;
  findA(HTMLInputElement, `#channel [value=${path}]`).checked = true;
  find('#grant-title').textContent = texts.grantTitle(owner);
  find('#grant-lead').textContent = texts.grantLead(owner);
  find('#auth-link').textContent = texts.open(owner);
  address.placeholder = `https://…/${path}/session?sessionId=…`;
  for (const { element } of [grantAccess, choose, connected.step])
    element.querySelector('.operations')?.remove();
  const { authUrl, session, connect } = channel.operations;
  new OperationPanel(grantAccess.element, authUrl, {});
  return {
    session: new OperationPanel(choose.element, session, { id: '' }),
    connect: new OperationPanel(choose.element, connect, channel.variablesOf('', nobody)),
    connections: new OperationPanel(connected.step.element, ConnectedAccountsDocument, {
      channel: channel.channel,
      first: 100,
    }),
  };
}

/** Begins with another channel, at the second step for whoever has signed in. */
async function choosePath(path: string | undefined): Promise<void> {
  const chosen = channels.find((one) => one.path === path) ?? channel;
  if (chosen === channel) return;
  channel = chosen;
  keep({ path: channel.path });
  sessionId = undefined;
  address.value = '';
  clearRead();
  panels = showChannel();
  grantAccess.reset(token === undefined ? 'waiting' : 'ready');
  await showAuthUrl();
}

/** Clears the steps that show what a session has. */
function clearRead(): void {
  latestRead += 1;
  choiceList.clear();
  choose.clear();
  connected.clear();
}

async function showAuthUrl(): Promise<void> {
  const { path } = channel;
  const url = await channel.readAuthUrl();
  if (path === channel.path) findA(HTMLAnchorElement, '#auth-link').href = url;
}

onSubmit(signIn, async ({ email = '', password = '', siteId = '' }) => {
  signInPanel.show({ email, password: hiddenPassword, siteId });
  const { data } = await ask(AuthenticateDocument, { email, password, siteId });
  token = data.authenticate.token;
  keep({ siteId, wasSignedIn: true });
  find('#reloaded').hidden = true;
  const { expiresAt } = data.authenticate;
  signIn.succeed(
    texts.signedIn(data.authenticate.siteId ?? siteId, expiresAt === null ? undefined : timeOf(expiresAt)),
  );
  if (sessionId !== undefined) {
    const id = sessionId;
    await grantAccess.run(() => readSession(id));
    return;
  }
  grantAccess.reset('ready');
  grantAccess.focus();
});

onSubmit(grantAccess, async ({ address: pasted = '' }) => {
  const read = readPastedAddress(pasted);
  if ('problem' in read) throw new PageError(texts.pasted[read.problem]);
  const before = channel;
  if (read.path !== undefined && read.path !== channel.path) {
    await choosePath(read.path);
    address.value = pasted;
    grantAccess.setState('busy');
  }
  sessionId = read.sessionId;
  if (token === undefined) {
    grantAccess.warn(texts.signInFirst);
    return;
  }
  await readSession(read.sessionId);
  if (channel !== before) grantAccess.warn(texts.otherChannel(channel.name));
});

easePasting(address);

find('#channel').addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  choosePath(target.value).catch((error: unknown) => {
    grantAccess.fail(error);
  });
});

async function readSession(id: string): Promise<void> {
  clearRead();
  const read = latestRead;
  choose.setState('busy');
  panels.session.show({ id });
  try {
    const [{ grant, leftOut }, accounts] = await Promise.all([
      channel.readGrant(id, token),
      connected.read(),
    ]);
    if (read !== latestRead) return;
    if (grant === undefined) throw new PageError(texts.reasons.SESSION_NOT_FOUND);
    sessionId = grant.sessionId;
    const connectedIds = new Set(accounts?.items.map(accountIdOf));
    choiceList.show(grant.groups, ({ id }) => connectedIds.has(id), connect);
    grantAccess.succeed(grant.outcome);
    showGrant(grant.groups.length, grant.groups.flatMap(({ choices }) => choices).length);
    if (leftOut.length > 0) choose.warn(...leftOutList(leftOut));
    choose.focus();
  } catch (error) {
    if (read !== latestRead) return;
    clearRead();
    expireOn(error);
    throw error;
  }
}

function showGrant(groups: number, count: number): void {
  if (count > 0) choose.succeed(texts.accountsShown(count, count));
  else choose.warn(groups === 0 ? texts.nothingGranted(channel.owner) : texts.nothingToChoose);
  if (count > 0) choose.setState('ready');
}

/** Shows that the person has to sign in again, where that is what an error says. */
function expireOn(error: unknown): void {
  if (!(error instanceof GatewayError) || error.details?.code !== 'UNAUTHENTICATED') return;
  token = undefined;
  signIn.reset('failed');
  signIn.fail(error);
}

async function connect(choice: Choice): Promise<void> {
  try {
    panels.connect.show(channel.variablesOf(sessionId ?? '', choice));
    await channel.connect(sessionId ?? '', choice, token);
    choose.setState('done');
    await connected.read(choice.id);
  } catch (error) {
    expireOn(error);
    throw error;
  }
}

function fillIn(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    findA(HTMLInputElement, `#sign-in [name=${name}]`).value = value;
  }
  signInPanel.show({ ...values, password: hiddenPassword });
}

async function begin(): Promise<void> {
  const { language, name } = texts.other;
  const link = findA(HTMLAnchorElement, '#other-language');
  Object.assign(link, { href: `?lang=${language}`, hreflang: language, lang: language, textContent: name });
  findA(HTMLInputElement, '[name=siteId]').title = texts.siteIdPattern;
  const { credentials } = readSettings() as { credentials?: Record<string, string> };
  const { path, siteId, wasSignedIn = false } = kept();
  fillIn({ ...credentials, ...(siteId !== undefined && { siteId }) });
  find('#reloaded').hidden = !wasSignedIn;
  const handedOver = await handOverSession();
  if (handedOver?.isTaken === true) {
    find('main').replaceChildren(
      make('h1', {}, texts.returned),
      make('p', { className: 'lead' }, texts.returnedLead),
    );
    close();
    return;
  }
  takeSessions(takeSession);
  void showAuthUrl().catch((error: unknown) => {
    grantAccess.fail(error);
  });
  if (handedOver !== undefined) takeSession(handedOver);
  else await choosePath(path);
}

/** Goes on with a session, as soon as the person is signed in. */
function takeSession({ sessionId: id, path }: HandedSession): void {
  void grantAccess.run(async () => {
    await choosePath(path);
    sessionId = id;
    address.value = id;
    if (token === undefined) grantAccess.warn(texts.signInFirst);
    else await readSession(id);
  });
}

void begin();
