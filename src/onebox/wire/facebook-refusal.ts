// Source: the rate limits of Facebook's Graph API. 4 limits an app, 17 a user, 32 a Page, 613 one kind of call, and 80000 to
// 80999 a business use case.
const limitCode = /\(#(?:4|17|32|613|80\d{3})\)/;
const limitWords = /\brequest limit reached\b|\brate limit\b|\btoo many (?:calls|requests)\b/i;
const facebookText = /\(#\d+\)|graph api/i;
// Names that Facebook and Twitter use for the tokens of a person, as opposed to tokens of Onebox.
const facebookTokenText =
  /access token|facebook|twitter|oauth|\b(?:user|page) token|invalid or expired token/i;

/** Whether a text has a Facebook error code that is transient. */
export function hasTransientCode(words: string): boolean {
  return limitCode.test(words);
}

/** Whether a text reports too many calls, a transient error. */
export function isTransientLimit(words: string): boolean {
  return hasTransientCode(words) || limitWords.test(words);
}

/** Whether a text comes from Facebook, for any kind of call. */
export function isFromFacebook(words: string): boolean {
  return facebookText.test(words);
}

/** Whether a text that may come from Facebook reports an error of a token of Facebook. */
export function isAboutFacebookToken(words: string): boolean {
  return isFromFacebook(words) || facebookTokenText.test(words);
}
