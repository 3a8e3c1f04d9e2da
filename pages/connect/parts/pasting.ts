import { canPaste } from '../clipboard.js';
import { readPastedAddress } from '../pasted-address.js';
import { texts } from '../texts/texts.js';
import { find } from './elements.js';

/** Lets a paste do all: the form of `address` is sent as soon as a text with a session id is pasted there. */
export function easePasting(address: HTMLInputElement): void {
  address.addEventListener('paste', () => {
    setTimeout(() => {
      if ('sessionId' in readPastedAddress(address.value)) address.form?.requestSubmit();
    });
  });

  find('#paste').hidden = !canPaste();
  find('#paste').addEventListener('click', () => {
    navigator.clipboard.readText().then(
      (text) => {
        address.value = text;
        address.form?.requestSubmit();
      },
      () => {
        find('#news').textContent = texts.pasteRefused;
        address.focus();
      },
    );
  });
}
