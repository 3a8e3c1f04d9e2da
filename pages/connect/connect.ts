import {
  AuthenticateDocument,
  type ConnectedAccountsQuery,
  ConnectedAccountsDocument,
} from '../generated/graphql.js';
import { readSettings } from '../settings.js';
import { type Channel, channels } from './channels.js';
import { find, findA, make } from './elements.js';
import { ask } from './gateway-client.js';
import { type Choice } from './grant.js';
import { groupItem } from './grant-list.js';
import { OperationPanel } from './operation-panel.js';
import { sessionIdIn } from './session-id.js';
import { Step } from './step.js';
import { handOverSession, type HandedSession, takeSessions } from './way-back.js';

type Connection = NonNullable<ConnectedAccountsQuery['connectedAccounts']>['items'][number];

const signIn = new Step('sign-in');
const grantAccess = new Step('grant');
const choose = new Step('choose');
const connected = new Step('connected');
const hiddenPassword = '…';
const signInPanel = new OperationPanel(signIn.element, AuthenticateDocument, {
  email: '',
  password: hiddenPassword,
  siteId: '',
});

// In memory alone: whoever reloads the page signs in again.
let token: string | undefined;
let sessionId: string | undefined;
let channel: Channel = channels[0];
let panels = showPanels();

/** Shows the operations of the channel beside its steps. */
function showPanels(): Record<'session' | 'connect' | 'connections', OperationPanel> {
  for (const { element } of [grantAccess, choose, connected]) element.querySelector('.operation')?.remove();
  const { authUrl, session, connect } = channel.operations;
  new OperationPanel(grantAccess.element, authUrl, {});
  const nobody = { id: '', pageId: '', label: '', detail: '' };
  return {
    session: new OperationPanel(choose.element, session, { id: '' }),
    connect: new OperationPanel(choose.element, connect, channel.variablesOf('', nobody)),
    connections: new OperationPanel(connected.element, ConnectedAccountsDocument, {
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
  sessionId = undefined;
  findA(HTMLInputElement, `#channel [value=${channel.path}]`).checked = true;
  for (const step of [grantAccess, choose, connected]) step.reset();
  const { owner } = channel;
  find('#grant-title').textContent = `2. Grant access on ${owner}`;
  find('#grant-owner').textContent = owner;
  find('#auth-link').textContent = `Open ${owner}`;
  const address = findA(HTMLInputElement, '#grant input');
  address.value = '';
  address.placeholder = `https://…/${channel.path}/session?sessionId=…`;
  panels = showPanels();
  if (token !== undefined) await openGrant();
}

async function openGrant(): Promise<void> {
  findA(HTMLAnchorElement, '#auth-link').href = await channel.readAuthUrl();
  grantAccess.element.hidden = false;
}

/** What a form's fields have, by their names. */
function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function onSubmit(step: Step, action: (fields: Record<string, string>) => Promise<void>): void {
  const form = findA(HTMLFormElement, 'form', step.element);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void step.run(findA(HTMLButtonElement, 'button', form), () => action(fieldsOf(form)));
  });
}

onSubmit(signIn, async ({ email = '', password = '', siteId = '' }) => {
  signInPanel.show({ email, password: hiddenPassword, siteId });
  const { data } = await ask(AuthenticateDocument, { email, password, siteId });
  token = data.authenticate.token;
  const { expiresAt } = data.authenticate;
  const until = expiresAt === null ? '' : `, until ${new Date(expiresAt).toLocaleTimeString()}`;
  signIn.succeed(`Signed in to site ${data.authenticate.siteId ?? siteId}${until}.`);
  if (sessionId !== undefined) {
    await readSession(sessionId);
    return;
  }
  await openGrant();
  grantAccess.open();
});

onSubmit(grantAccess, async ({ address = '' }) => readSession(sessionIdIn(address)));

find('#channel').addEventListener('change', (event) => {
  const { target } = event;
  if (target instanceof HTMLInputElement) void signIn.run(undefined, () => choosePath(target.value));
});

async function readSession(id: string): Promise<void> {
  panels.session.show({ id });
  const { grant, leftOut } = await channel.readGrant(id, token);
  if (grant === undefined) return;
  sessionId = grant.sessionId;
  const connections = await findConnections();
  const isConnected = ({ id }: Choice): boolean => connections.some((one) => accountIdOf(one) === id);
  find('#choices').replaceChildren(
    ...grant.groups.map((group) =>
      groupItem(group, (choice) => (isConnected(choice) ? connectedBadge() : connectButton(choice))),
    ),
  );
  grantAccess.element.hidden = false;
  grantAccess.succeed(grant.outcome);
  choose.open();
  if (leftOut.length > 0) choose.succeed(`Some could not be read. ${leftOut.join(' ')}`);
}

function connectButton(choice: Choice): HTMLElement {
  const button = make('button', { type: 'button', ariaLabel: `Connect ${choice.label}` }, 'Connect');
  button.addEventListener('click', () => {
    void choose.run(button, async () => {
      panels.connect.show(channel.variablesOf(sessionId ?? '', choice));
      await channel.connect(sessionId ?? '', choice, token);
      button.replaceWith(connectedBadge());
      choose.succeed(`${choice.label} is connected.`);
      showConnections(await findConnections(), choice.id);
    });
  });
  return button;
}

async function findConnections(): Promise<Connection[]> {
  const variables = { channel: channel.channel, first: 100 };
  const { data } = await ask(ConnectedAccountsDocument, variables, token);
  return data.connectedAccounts?.items ?? [];
}

/** The account that a connection is of. */
function accountIdOf(connection: Connection): string | null {
  switch (connection.__typename) {
    case 'ConnectedInstagramAccount':
      return connection.instagramAccountId;
    case 'ConnectedFacebookPage':
      return connection.pageId;
    case 'ConnectedTwitterAccount':
      return connection.twitterUserId;
    case 'OtherConnectedAccount':
      return null;
  }
}

function showConnections(connections: readonly Connection[], newest: string): void {
  find('#connections').replaceChildren(
    ...connections.map((connection) => {
      const { id, name, isEnabled } = connection;
      const receives = isEnabled === false ? 'Onebox does not receive' : 'Onebox receives';
      return make(
        'li',
        { className: 'account' },
        make(
          'div',
          {},
          accountIdOf(connection) === newest ? make('strong', {}, name ?? id) : (name ?? id),
          make('small', {}, `${receives} its messages.`),
        ),
        connectedBadge(),
      );
    }),
  );
  connected.open();
  const count = `${connections.length} account${connections.length === 1 ? '' : 's'}`;
  connected.succeed(`${count} connected to this site.`);
}

function connectedBadge(): HTMLElement {
  return make('span', { className: 'badge' }, 'Connected');
}

function fillIn(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    findA(HTMLInputElement, `#sign-in [name=${name}]`).value = value;
  }
  signInPanel.show({ ...values, password: hiddenPassword });
}

async function begin(): Promise<void> {
  const { credentials } = readSettings() as { credentials?: Record<string, string> };
  if (credentials !== undefined) fillIn(credentials);
  const handedOver = await handOverSession();
  if (handedOver?.isTaken === true) {
    find('main').replaceChildren(
      make('h1', {}, 'Access is granted'),
      make('p', { className: 'lead' }, 'Go on in the tab where you began. This one can be closed.'),
    );
    close();
    return;
  }
  if (handedOver !== undefined) takeSession(handedOver);
  takeSessions(takeSession);
}

/** Goes on with a session, as soon as the person is signed in. */
function takeSession({ sessionId: id, path }: HandedSession): void {
  void grantAccess.run(undefined, async () => {
    await choosePath(path);
    sessionId = id;
    if (token === undefined) return;
    findA(HTMLInputElement, '#grant input').value = id;
    await readSession(id);
  });
}

void begin();
