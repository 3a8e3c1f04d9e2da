import { createHash } from 'node:crypto';

const pictureExpiry = Date.UTC(2035, 0, 1) / 1000;

/** Looks like an access token of Facebook, always the same one for `owner`, and opens nothing. */
export function facebookToken(owner: string): string {
  return `EAAG${createHash('sha512').update(`onebox-sandbox:${owner}`).digest('hex')}ZDZD`;
}

/** Looks like a signed address of Instagram's pictures, on a host that no one has. */
export function pictureOf(username: string): string {
  return `https://instagram.example.com/${username}.jpg?oe=${pictureExpiry.toString(16).toUpperCase()}`;
}

/** Looks like an access token of Twitter, or its secret, always the same one for `owner`, and opens nothing. */
export function twitterToken(owner: string): string {
  return createHash('sha256').update(`onebox-sandbox:twitter:${owner}`).digest('hex').slice(0, 45);
}
