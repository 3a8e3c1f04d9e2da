import { paths, signInUrl } from './addresses';
import { html, type Html } from './html';
import { page } from './page-layout';
import { type Person } from './person';
import { type PageBody, type SessionBody } from './session-body';

const longList = 10;

/** The first page: who is signing in to Facebook? */
export function personPage(origin: string, people: readonly Person[]): string {
  return page(
    'Sign in with Facebook',
    html`<p>Onebox would like to reach your Instagram accounts. Choose who you are: no password is needed.</p>
      <form action="${origin}${paths.pages}">
        <fieldset>
          <legend>Sign in as</legend>
          ${people.map(
            ({ key, profile, accounts }, index) =>
              html`<label class="choice">
                <input type="radio" name="person" value="${key}" required ${index === 0 ? 'checked' : ''} />
                <span>${profile.name}<small>${counted(accounts.length)}</small></span>
              </label>`,
          )}
        </fieldset>
        ${actions(origin, 'Continue')}
      </form>`,
  );
}

/** The second page: which Pages may Onebox use? All or none of them are checked. */
export function pagesPage(origin: string, { key, profile, accounts }: Person, checked: boolean): string {
  return page(
    'Choose your Pages',
    html`<p>
        ${profile.name},
        ${accounts.length === 0 ? 'you manage no Pages.' : 'which of your Pages may Onebox use?'}
      </p>
      ${accounts.length < longList ? '' : checkAllOrNone(origin, key, checked)}
      <form action="${origin}${paths.consent}">
        <input type="hidden" name="person" value="${key}" />
        ${accounts.length === 0 ? '' : pageChoices(accounts, checked)} ${actions(origin, 'Continue')}
      </form>`,
  );
}

/** The third page: is that what you want? */
export function consentPage(origin: string, { key, profile }: Person, granted: PageBody[]): string {
  return page(
    'Allow Onebox?',
    html`<p>
        ${profile.name}, Onebox will be able to read your name and to use
        ${granted.length === 0 ? 'none of your Pages.' : 'these Pages:'}
      </p>
      <ul>
        ${granted.map((account) => html`<li>${account.name}<small>${instagramOf(account)}</small></li>`)}
      </ul>
      <form method="post" action="${origin}${paths.consent}">
        <input type="hidden" name="person" value="${key}" />
        ${granted.map(({ id }) => html`<input type="hidden" name="page" value="${id}" />`)}
        ${actions(origin, 'Allow')}
      </form>`,
  );
}

/** Where people land, with the id of their session (in URL form) to copy. */
export function sessionPage(
  { profile, accounts }: SessionBody,
  id: string,
  connectUrl: string | undefined,
): string {
  return page(
    'You are signed in',
    html`<p>${profile.name} is signed in to Facebook and has granted ${counted(accounts.length)}.</p>
      <label class="field" for="session-id">Session id</label>
      <textarea id="session-id" rows="3" readonly spellcheck="false">${id}</textarea>
      <p class="note">Copy it to ask for this session. It is also in the address of this page.</p>
      ${connectUrl === undefined ? '' : wayBack(`${connectUrl}#sessionId=${id}`)}`,
  );
}

function wayBack(url: string): Html {
  return html`<p class="actions"><a class="button primary" href="${url}">Go on to the connect page</a></p>
    <p class="note">Only the sandbox has this link: Onebox leaves people here.</p>`;
}

/** What Onebox shows where `redirectUrl` is not the session page of one of its sites. */
export function wrongSiteUrlPage(origin: string, redirectUrl: string): string {
  return noticePage(
    origin,
    'Wrong site url',
    redirectUrl === ''
      ? 'The address has no redirectUrl. No session was made.'
      : `There is no Onebox site at “${redirectUrl}”. No session was made.`,
  );
}

/** A page for whoever has to start anew, and why. */
export function noticePage(origin: string, title: string, why: string): string {
  return page(
    title,
    html`<p>${why}</p>
      <p class="actions"><a class="button primary" href="${signInUrl(origin)}">Sign in</a></p>`,
  );
}

function pageChoices(accounts: PageBody[], checked: boolean): Html {
  return html`<fieldset>
    <legend>Facebook Pages</legend>
    ${accounts.map(
      (account) =>
        html`<label class="choice">
          <input type="checkbox" name="page" value="${account.id}" ${checked ? 'checked' : ''} />
          <span>${account.name}<small>${instagramOf(account)}</small></span>
        </label>`,
    )}
  </fieldset>`;
}

/** Spares people who have no script to click through their Pages one by one. */
function checkAllOrNone(origin: string, key: string, checked: boolean): Html {
  const [check, what] = checked ? ['none', 'Uncheck all Pages'] : ['all', 'Check all Pages'];
  return html`<p><a href="${origin}${paths.pages}?person=${key}&amp;check=${check}">${what}</a></p>`;
}

function actions(origin: string, proceed: string): Html {
  return html`<p class="actions">
    <button class="button primary">${proceed}</button>
    <a class="button" href="${origin}${paths.cancelled}">Cancel</a>
  </p>`;
}

function counted(pages: number): string {
  return pages === 1 ? '1 Page' : `${pages === 0 ? 'no' : pages} Pages`;
}

function instagramOf({
  instagram_business_account: business,
  instagram_accounts: accounts = [],
}: PageBody): string {
  const usernames = new Set(
    [...(business ? [business] : []), ...accounts].map(({ username }) => `@${username}`),
  );
  return usernames.size === 0 ? 'No Instagram account' : `Instagram: ${[...usernames].join(', ')}`;
}
