import { type Grantable, pathsOf, type SandboxChannel, signInUrl, type Visitor } from '../channels/channel';
import { html, type Html } from './html';
import { page } from './page-layout';
import { type SessionBody } from '../sessions/session-body';

const longList = 10;

/** The first page: choose the person who signs in. */
export function personPage(origin: string, channel: SandboxChannel): string {
  const { owner, wish, visitors } = channel;
  return page(
    `Sign in with ${owner}`,
    html`<p>Onebox would like to ${wish}. Choose who you are: no password is needed.</p>
      <form action="${origin}${pathsOf(channel).pages}">
        <fieldset>
          <legend>Sign in as</legend>
          ${visitors.map(
            ({ key, name, pages }, index) =>
              html`<label class="choice">
                <input type="radio" name="person" value="${key}" required ${index === 0 ? 'checked' : ''} />
                <span
                  >${name}${pages === undefined ? '' : html`<small>${counted(pages.length)}</small>`}</span
                >
              </label>`,
          )}
        </fieldset>
        ${actions(origin, channel, 'Continue')}
      </form>`,
  );
}

/** The second page: choose the Pages that Onebox may use. Initially all or none are checked. */
export function pagesPage(
  origin: string,
  channel: SandboxChannel,
  { key, name, pages = [] }: Visitor,
  checked: boolean,
): string {
  const { pages: ownPath, consent } = pathsOf(channel);
  return page(
    'Choose your Pages',
    html`<p>
        ${name}, ${pages.length === 0 ? 'you manage no Pages.' : 'which of your Pages may Onebox use?'}
      </p>
      ${pages.length < longList ? '' : checkAllOrNone(`${origin}${ownPath}`, key, checked)}
      <form action="${origin}${consent}">
        <input type="hidden" name="person" value="${key}" />
        ${pages.length === 0 ? '' : pageChoices(pages, checked)} ${actions(origin, channel, 'Continue')}
      </form>`,
  );
}

/** The last page: confirm the choice. It is the second page where there are no Pages to choose. */
export function consentPage(
  origin: string,
  channel: SandboxChannel,
  { key, name, pages }: Visitor,
  granted: readonly Grantable[],
): string {
  const use = granted.length === 0 ? 'none of your Pages.' : 'these Pages:';
  return page(
    'Allow Onebox?',
    html`<p>
        ${name}, Onebox will be able to read your name and to
        ${pages === undefined ? `${channel.wish}.` : `use ${use}`}
      </p>
      <ul>
        ${granted.map((one) => html`<li>${one.name}<small>${one.note}</small></li>`)}
      </ul>
      <form method="post" action="${origin}${pathsOf(channel).consent}">
        <input type="hidden" name="person" value="${key}" />
        ${granted.map(({ id }) => html`<input type="hidden" name="page" value="${id}" />`)}
        ${actions(origin, channel, 'Allow')}
      </form>`,
  );
}

/** The session page, with the session id (in URL form) to copy. */
export function sessionPage(
  { path, owner }: SandboxChannel,
  { profile, accounts }: SessionBody,
  id: string,
  connectUrl: string | undefined,
): string {
  const name = profile.name ?? `@${profile.screen_name ?? ''}`;
  const granted = accounts === undefined ? 'this account' : counted(accounts.length);
  return page(
    'You are signed in',
    html`<p>${name} is signed in to ${owner} and has granted ${granted}.</p>
      <label class="field" for="session-id">Session id</label>
      <textarea id="session-id" rows="3" readonly spellcheck="false">${id}</textarea>
      <p class="note">Copy it to read this session. It is also in the address of this page.</p>
      ${connectUrl === undefined ? '' : wayBack(`${connectUrl}#channel=${path}&sessionId=${id}`)}`,
  );
}

function wayBack(url: string): Html {
  return html`<p class="actions"><a class="button primary" href="${url}">Go on to the connect page</a></p>
    <p class="note">Only the sandbox has this link: Onebox leaves people here.</p>`;
}

/** The error page of Onebox where `redirectUrl` is not the session page of one of its sites. */
export function wrongSiteUrlPage(origin: string, channel: SandboxChannel, redirectUrl: string): string {
  return noticePage(
    origin,
    channel,
    'Wrong site url',
    redirectUrl === ''
      ? 'The address has no redirectUrl. No session was made.'
      : `There is no Onebox site at “${redirectUrl}”. No session was made.`,
  );
}

/** A page that says why the person has to sign in again. */
export function noticePage(origin: string, channel: SandboxChannel, title: string, why: string): string {
  return page(
    title,
    html`<p>${why}</p>
      <p class="actions"><a class="button primary" href="${signInUrl(origin, channel)}">Sign in</a></p>`,
  );
}

function pageChoices(pages: readonly Grantable[], checked: boolean): Html {
  return html`<fieldset>
    <legend>Facebook Pages</legend>
    ${pages.map(
      ({ id, name, note }) =>
        html`<label class="choice">
          <input type="checkbox" name="page" value="${id}" ${checked ? 'checked' : ''} />
          <span>${name}<small>${note}</small></span>
        </label>`,
    )}
  </fieldset>`;
}

/** A link that checks all or no Pages, without a script. */
function checkAllOrNone(url: string, key: string, checked: boolean): Html {
  const [check, what] = checked ? ['none', 'Uncheck all Pages'] : ['all', 'Check all Pages'];
  return html`<p><a href="${url}?person=${key}&amp;check=${check}">${what}</a></p>`;
}

function actions(origin: string, channel: SandboxChannel, proceed: string): Html {
  return html`<p class="actions">
    <button class="button primary">${proceed}</button>
    <a class="button" href="${origin}${pathsOf(channel).cancelled}">Cancel</a>
  </p>`;
}

function counted(pages: number): string {
  return pages === 1 ? '1 Page' : `${pages === 0 ? 'no' : pages} Pages`;
}
