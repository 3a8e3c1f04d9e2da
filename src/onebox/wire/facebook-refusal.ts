import { at, record } from './table';
import { text } from './values';

/** The body in which Onebox passes on that Facebook refuses. */
export const facebookRefusal = record({ error: at('error', text) });

// Source: the rate limits of Facebook's Graph API. 4 is of an app, 17 of a user, 32 of a Page, 613 of one kind of call; those
// from 80000 on are of one business each.
const limitCode = /\(#(?:4|17|32|613|80\d{3})\)/;
const limitWords = /\brequest limit reached\b|\brate limit\b|\btoo many (?:calls|requests)\b/i;

/** Whether Facebook refuses because of too many calls: that passes. */
export function isPassingLimit(words: string): boolean {
  return limitCode.test(words) || limitWords.test(words);
}
