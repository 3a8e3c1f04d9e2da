import { type Choice } from '../channels/grant.js';
import { GatewayError } from '../gateway-client.js';
import { texts } from '../texts/texts.js';
import { find, make } from './elements.js';
import { errorContent } from './error-content.js';

/** An account, and the button that connects it. What it says stands in its row, so that nothing else moves. */
export function accountRow(
  choice: Choice,
  isConnected: boolean,
  connect: (choice: Choice) => Promise<void>,
): HTMLElement {
  const { label, detail, pictureUrl } = choice;
  const button = make('button', { type: 'button' });
  const badge = make('span', { className: 'badge' }, texts.connected);
  const problem = make('p', { className: 'error', role: 'alert', hidden: true });
  const showConnected = (isIt: boolean): void => {
    badge.hidden = !isIt;
    button.textContent = isIt ? texts.reconnect : texts.connect;
    button.ariaLabel = isIt ? texts.reconnectThis(label) : texts.connectThis(label);
    button.className = isIt ? 'quiet' : '';
  };
  showConnected(isConnected);
  const row = make(
    'li',
    { className: 'account' },
    ...(pictureUrl === undefined ? [] : [picture(label.replace('@', ''), pictureUrl)]),
    make('div', {}, label, make('small', {}, badge, ` ${detail}`)),
    button,
    problem,
  );
  const run = async (): Promise<void> => {
    problem.hidden = true;
    row.ariaBusy = 'true';
    try {
      await connect(choice);
      showConnected(true);
      find('#news').textContent = texts.isConnected(label);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      problem.replaceChildren(...errorContent(error));
      problem.hidden = false;
    } finally {
      row.ariaBusy = 'false';
    }
  };
  button.addEventListener('click', () => {
    if (row.ariaBusy !== 'true') void run();
  });
  return row;
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
