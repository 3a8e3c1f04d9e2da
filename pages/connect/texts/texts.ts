import { english, type Texts } from './english.js';
import { indonesian } from './indonesian.js';

/** The texts in the language that the address or else the browser asks for. */
export const texts: Texts = textsFor([
  new URLSearchParams(location.search).get('lang') ?? '',
  ...navigator.languages,
]);

function textsFor(languages: readonly string[]): Texts {
  for (const language of languages) {
    // `in` is what old browsers call Indonesian.
    if (/^(?:id|in)\b/i.test(language)) return indonesian;
    if (/^en\b/i.test(language)) return english;
  }
  return english;
}

/** A time of day, with its date where that is not today: a quota may last until tomorrow. */
export function timeOf(instant: string): string {
  const time = new Date(instant);
  return time.toDateString() === new Date().toDateString()
    ? time.toLocaleTimeString(texts.language)
    : time.toLocaleString(texts.language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Writes its text into each element that has the name of one in `data-text`. */
export function fillTexts(): void {
  document.documentElement.lang = texts.language;
  document.title = texts.title;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts.page[element.dataset['text'] as keyof Texts['page']];
  }
}
