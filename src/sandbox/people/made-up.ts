import { createHash } from 'node:crypto';

const pictureExpiry = Date.UTC(2035, 0, 1) / 1000;

/** A text in the form of a Facebook access token, without any rights. The same for the same `owner`. */
export function facebookToken(owner: string): string {
  return `EAAG${createHash('sha512').update(`onebox-sandbox:${owner}`).digest('hex')}ZDZD`;
}

/** An address in the form of Instagram's signed picture addresses, on a reserved host. */
export function pictureOf(username: string): string {
  return `https://instagram.example.com/${username}.jpg?oe=${pictureExpiry.toString(16).toUpperCase()}`;
}

/** A text in the form of a Twitter access token or its secret, without any rights. The same for the same `owner`. */
export function twitterToken(owner: string): string {
  return createHash('sha256').update(`onebox-sandbox:twitter:${owner}`).digest('hex').slice(0, 45);
}
