import { type InstagramSessionQuery } from '../generated/graphql.js';
import { make } from './elements.js';

type Page = NonNullable<InstagramSessionQuery['instagramSession']>['pages'][number];

/** An Instagram account as a person sees it: a Page's two entries for one handle are one. */
export interface Choice {
  pageId: string;
  instagramAccountId: string;
  username: string;
  name: string | null;
  pictureUrl: string | null;
}

/** The Instagram accounts of a Page: the business account first. */
export function choicesOf({
  id: pageId,
  instagramBusinessAccount: business,
  instagramAccounts,
}: Page): Choice[] {
  const pictureOf = (username: string): string | null =>
    instagramAccounts.find((account) => account.username === username)?.profilePictureUrl ?? null;
  const profiles = [
    ...(business === null ? [] : [business]),
    ...instagramAccounts.filter(({ username }) => username !== business?.username),
  ];
  return profiles.map(({ id, username, name }) => ({
    pageId,
    instagramAccountId: id,
    username,
    name,
    pictureUrl: pictureOf(username),
  }));
}

/** A Page with its accounts, each with `action` beside it. */
export function pageItem(page: Page, action: (choice: Choice) => HTMLElement): HTMLElement {
  const choices = choicesOf(page);
  return make(
    'li',
    {},
    make('h3', {}, page.name ?? 'A Page without a name'),
    choices.length === 0
      ? make('small', {}, 'This Page has no Instagram account.')
      : make('ul', {}, ...choices.map((choice) => accountItem(choice, action(choice)))),
  );
}

function accountItem({ username, name, pictureUrl }: Choice, action: HTMLElement): HTMLElement {
  return make(
    'li',
    { className: 'account' },
    picture(username, pictureUrl),
    make('div', {}, `@${username}`, make('small', {}, name ?? 'No name')),
    action,
  );
}

/** The picture, on top of an initial that stays where it does not load. */
function picture(username: string, url: string | null): HTMLElement {
  const initial = make('span', { ariaHidden: 'true' }, username.slice(0, 1).toUpperCase());
  const frame = make('span', { className: 'picture' }, initial);
  if (url === null) return frame;
  const image = make('img', {
    alt: '',
    loading: 'lazy',
    src: `/connect/picture?url=${encodeURIComponent(url)}`,
  });
  image.addEventListener('error', () => {
    image.remove();
  });
  frame.append(image);
  return frame;
}
