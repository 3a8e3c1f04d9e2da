import {
  AuthenticateDocument,
  type ConnectedAccountsQuery,
  ConnectedAccountsDocument,
  ConnectInstagramAccountDocument,
  InstagramAuthUrlDocument,
  InstagramSessionDocument,
} from '../generated/graphql.js';
import { readSettings } from '../settings.js';
import { type Choice, pageItem } from './account-list.js';
import { find, findA, make } from './elements.js';
import { ask } from './gateway-client.js';
import { OperationPanel } from './operation-panel.js';
import { sessionIdIn } from './session-id.js';
import { Step } from './step.js';
import { handOverSession, takeSessions } from './way-back.js';

type Connection = NonNullable<ConnectedAccountsQuery['connectedAccounts']>['items'][number];

const signIn = new Step('sign-in');
const facebook = new Step('facebook');
const choose = new Step('choose');
const connected = new Step('connected');
const hiddenPassword = '…';

const panels = {
  authenticate: new OperationPanel(signIn.element, AuthenticateDocument, {
    email: '',
    password: hiddenPassword,
    siteId: '',
  }),
  authUrl: new OperationPanel(facebook.element, InstagramAuthUrlDocument, {}),
  session: new OperationPanel(choose.element, InstagramSessionDocument, { id: '' }),
  connect: new OperationPanel(choose.element, ConnectInstagramAccountDocument, {
    sessionId: '',
    pageId: '',
    instagramAccountId: '',
  }),
  connections: new OperationPanel(connected.element, ConnectedAccountsDocument, { first: 100 }),
};

// In memory alone: whoever reloads the page signs in again.
let token: string | undefined;
let sessionId: string | undefined;

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
  panels.authenticate.show({ email, password: hiddenPassword, siteId });
  const { data } = await ask(AuthenticateDocument, { email, password, siteId });
  token = data.authenticate.token;
  const { expiresAt } = data.authenticate;
  const until = expiresAt === null ? '' : `, until ${new Date(expiresAt).toLocaleTimeString()}`;
  signIn.succeed(`Signed in to site ${data.authenticate.siteId ?? siteId}${until}.`);
  if (sessionId !== undefined) {
    await readSession(sessionId);
    return;
  }
  const { data: address } = await ask(InstagramAuthUrlDocument, {});
  findA(HTMLAnchorElement, '#auth-link').href = address.instagramAuthUrl;
  facebook.open();
});

onSubmit(facebook, async ({ address = '' }) => readSession(sessionIdIn(address)));

async function readSession(id: string): Promise<void> {
  panels.session.show({ id });
  const { data, leftOut } = await ask(InstagramSessionDocument, { id }, token);
  const session = data.instagramSession;
  if (session === null) return;
  sessionId = session.id;
  const connections = await findConnections();
  const isConnected = ({ instagramAccountId }: Choice): boolean =>
    connections.some((connection) => connection.instagramAccountId === instagramAccountId);
  find('#pages').replaceChildren(
    ...session.pages.map((page) =>
      pageItem(page, (choice) => (isConnected(choice) ? connectedBadge() : connectButton(choice))),
    ),
  );
  facebook.element.hidden = false;
  facebook.succeed(
    `${session.profile.name ?? 'The person'} granted ${counted(session.pages.length, 'Page')}.`,
  );
  choose.open();
  if (leftOut.length > 0) choose.succeed(`Some could not be read. ${leftOut.join(' ')}`);
}

function connectButton(choice: Choice): HTMLElement {
  const button = make('button', { type: 'button', ariaLabel: `Connect @${choice.username}` }, 'Connect');
  button.addEventListener('click', () => {
    void choose.run(button, async () => {
      const { pageId, instagramAccountId } = choice;
      const variables = { sessionId: sessionId ?? '', pageId, instagramAccountId };
      panels.connect.show(variables);
      await ask(ConnectInstagramAccountDocument, variables, token);
      button.replaceWith(connectedBadge());
      choose.succeed(`@${choice.username} is connected.`);
      showConnections(await findConnections(), instagramAccountId);
    });
  });
  return button;
}

async function findConnections(): Promise<Connection[]> {
  const { data } = await ask(ConnectedAccountsDocument, { first: 100 }, token);
  return data.connectedAccounts?.items ?? [];
}

function showConnections(connections: readonly Connection[], newest: string): void {
  find('#connections').replaceChildren(
    ...connections.map(({ id, name, instagramAccountId, isEnabled }) =>
      make(
        'li',
        { className: 'account' },
        make(
          'div',
          {},
          instagramAccountId === newest ? make('strong', {}, name ?? id) : (name ?? id),
          make(
            'small',
            {},
            isEnabled === false ? 'Onebox does not receive its messages.' : 'Onebox receives its messages.',
          ),
        ),
        connectedBadge(),
      ),
    ),
  );
  connected.open();
  connected.succeed(`${counted(connections.length, 'account')} connected to this site.`);
}

function connectedBadge(): HTMLElement {
  return make('span', { className: 'badge' }, 'Connected');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function fillIn(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    findA(HTMLInputElement, `#sign-in [name=${name}]`).value = value;
  }
  panels.authenticate.show({ ...values, password: hiddenPassword });
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
  if (handedOver !== undefined) takeSession(handedOver.sessionId);
  takeSessions(takeSession);
}

/** Goes on with a session, as soon as the person is signed in. */
function takeSession(id: string): void {
  sessionId = id;
  if (token === undefined) return;
  findA(HTMLInputElement, '#facebook input').value = id;
  void facebook.run(undefined, () => readSession(id));
}

void begin();
