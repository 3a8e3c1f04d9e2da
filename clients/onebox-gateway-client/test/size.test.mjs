import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { bundleOf } from './support/bundle.mjs';

const root = join(import.meta.dirname, '..');

describe('the size of the package', () => {
  const errorClass = "export { OneboxGatewayError } from 'onebox-gateway-client';";
  const oneOperation = "export { ConnectTwitterAccountDocument } from 'onebox-gateway-client/operations';";
  const fetchClient =
    "export { createGatewayClient, OneboxGatewayError, TokenKeeper } from 'onebox-gateway-client';";
  const limits = [
    ['the error class alone', errorClass, 1500],
    ['one operation alone', oneOperation, 400],
    ['the fetch client with token keeper, retry and errors', fetchClient, 3000],
    ['all of its main entry', "export * from 'onebox-gateway-client';", 3600],
    ['the Apollo link', "export { gatewayLink } from 'onebox-gateway-client/apollo';", 3000],
    ['the urql exchange', "export { gatewayExchange } from 'onebox-gateway-client/urql';", 3000],
  ];
  for (const [name, contents, limit] of limits) {
    it(`is below ${limit} bytes gzipped for ${name}`, () => {
      const { gzipped } = bundleOf(contents, root);
      assert.ok(gzipped < limit, `${gzipped} bytes`);
    });
  }

  it('is what the README says', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const stated = [
      [/^\| `onebox-gateway-client` .* ([\d,]+) \|$/m, "export * from 'onebox-gateway-client';"],
      [/^\| .*\/operations` .* ([\d,]+), for one \|$/m, oneOperation],
      [/^\| .*\/apollo` .* ([\d,]+) \|$/m, "export * from 'onebox-gateway-client/apollo';"],
      [/^\| .*\/urql` .* ([\d,]+) \|$/m, "export * from 'onebox-gateway-client/urql';"],
      [/fetch client alone takes ([\d,]+) bytes/, fetchClient],
      [/error class alone takes ([\d,]+) bytes/, errorClass],
    ];
    for (const [pattern, contents] of stated) {
      const bytes = Number(pattern.exec(readme)[1].replace(',', ''));
      const { gzipped } = bundleOf(contents, root);
      assert.ok(
        Math.abs(bytes - gzipped) <= gzipped / 50,
        `${bytes} is stated, ${gzipped} it is: ${contents}`,
      );
    }
  });

  it('leaves out what is not imported', () => {
    const error = bundleOf(errorClass, root).text;
    assert.doesNotMatch(error, /authorization|mutation|setTimeout/);
    const one = bundleOf(
      "export { TwitterAuthUrlDocument } from 'onebox-gateway-client/operations';",
      root,
    ).text;
    assert.match(one, /twitterAuthUrl/);
    assert.doesNotMatch(one, /instagramSession|facebookAuthUrl/);
  });
});
