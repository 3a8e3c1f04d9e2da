import { make } from './elements.js';
import { type Choice, type Group } from './grant.js';

/** A group of accounts, each with `action` beside it. */
export function groupItem(
  { title, ifEmpty, choices }: Group,
  action: (choice: Choice) => HTMLElement,
): HTMLElement {
  return make(
    'li',
    {},
    make('h3', {}, title),
    choices.length === 0
      ? make('small', {}, ifEmpty)
      : make('ul', {}, ...choices.map((choice) => accountItem(choice, action(choice)))),
  );
}

function accountItem({ label, detail, pictureUrl }: Choice, action: HTMLElement): HTMLElement {
  return make(
    'li',
    { className: 'account' },
    ...(pictureUrl === undefined ? [] : [picture(label.replace('@', ''), pictureUrl)]),
    make('div', {}, label, make('small', {}, detail)),
    action,
  );
}

/** The picture, on top of an initial that stays where it does not load. */
function picture(name: string, url: string | null): HTMLElement {
  const initial = make('span', { ariaHidden: 'true' }, name.slice(0, 1).toUpperCase());
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
