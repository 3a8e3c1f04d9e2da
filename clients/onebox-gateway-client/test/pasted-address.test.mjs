import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { readPastedAddress } from 'onebox-gateway-client';

// A browser's module, in a package of CommonJS.
const module = readFileSync(
  new URL('../../../dist/pages/connect/pasted-address.js', import.meta.url),
  'utf8',
);
const { readPastedAddress: readOnConnectPage } = await import(
  `data:text/javascript,${encodeURIComponent(module)}`
);

const id = 'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
const site = 'https://mysite.onebox.co.id';
const paths = { INSTAGRAM: 'instagraph', FACEBOOK: 'facebook', TWITTER: 'twitter' };

const cases = [
  [`${site}/instagraph/session?sessionId=${id}`, { sessionId: id, channel: 'INSTAGRAM' }],
  [`${site}/facebook/session?sessionId=${id}#_=_`, { sessionId: id, channel: 'FACEBOOK' }],
  [`It is <${site}/twitter/session?sessionId=${id}>, thanks.`, { sessionId: id, channel: 'TWITTER' }],
  [encodeURIComponent(`${site}/Facebook/session?sessionId=${id}`), { sessionId: id, channel: 'FACEBOOK' }],
  [`sessionId=${encodeURIComponent(id)}&x=1`, { sessionId: id }],
  [`  ${id}#_=_`, { sessionId: id }],
  [`${site}/instagraph/auth?redirectUrl=${site}/instagraph/session`, { problem: 'sign-in' }],
  ['https://www.facebook.com/v7.0/dialog/oauth?redirect_uri=x', { problem: 'owner' }],
  [`${site}/instagraph/session?sessionId=`, { problem: 'incomplete' }],
  ['hello', { problem: 'unknown' }],
  ['%E0%A4%A', { problem: 'unknown' }],
];

describe('readPastedAddress', () => {
  for (const [text, expected] of cases) {
    it(`reads "${text.replace(id, '…')}" as the connect page does`, () => {
      assert.deepEqual(readPastedAddress(text), expected);
      const { channel, ...rest } = expected;
      assert.deepEqual(readOnConnectPage(text), channel ? { ...rest, path: paths[channel] } : rest);
    });
  }
});
