// Source: the rate limits of Facebook's Graph API. 4 is of an app, 17 of a user, 32 of a Page, 613 of one kind of call; those
// from 80000 on are of one business each.
const limitCode = /\(#(?:4|17|32|613|80\d{3})\)/;
const limitWords = /\brequest limit reached\b|\brate limit\b|\btoo many (?:calls|requests)\b/i;
const facebooksOwn = /\(#\d+\)|graph api/i;
// Facebook and Twitter call their tokens so: those of the person, and not Onebox's.
const facebooksToken = /access token|facebook|twitter|oauth|\b(?:user|page) token|invalid or expired token/i;

/** Whether words have one of the codes of Facebook's that pass. */
export function hasTransientCode(words: string): boolean {
  return limitCode.test(words);
}

/** Whether somebody refuses because of too many calls: that passes. */
export function isTransientLimit(words: string): boolean {
  return hasTransientCode(words) || limitWords.test(words);
}

/** Whether words are Facebook's own, whatever was asked. */
export function areFacebooks(words: string): boolean {
  return facebooksOwn.test(words);
}

/** Whether words of which it is known that they may be Facebook's are of a token that Facebook gave. */
export function areOfFacebooksToken(words: string): boolean {
  return areFacebooks(words) || facebooksToken.test(words);
}
