/** Whether wrong sign-ins from many addresses keep anybody else from signing in. */
import { request } from 'node:http';

import { report } from '../resilience/parts.mjs';

const attempts = 30;

/** Signs in from an address of this machine: HAProxy tells the gateway that one. */
function signIn(origin, localAddress, email, password) {
  const body = JSON.stringify({
    query:
      'mutation ($email: String!, $password: String!) { authenticate(email: $email, password: $password, siteId: 169) { token } }',
    variables: { email, password },
  });
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}/graphql`, {
      method: 'POST',
      localAddress,
      headers: { 'content-type': 'application/json' },
      agent: false,
    });
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve(/"reason":"([A-Z_]+)"/.exec(text)?.[1] ?? 'ok'));
    });
    outgoing.end(body);
  });
}

/** Thirty wrong sign-ins, each from an address of its own, then a right one from another address. */
export async function signInsLockNobodyElseOut(origin) {
  const wrong = {};
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const reason = await signIn(origin, `127.0.1.${attempt + 1}`, `person${attempt}@example.com`, 'wrong');
    wrong[reason] = (wrong[reason] ?? 0) + 1;
  }
  const right = await signIn(origin, '127.0.2.1', 'somebody@example.com', 'right');
  return report(
    `a sign-in after ${attempts} wrong ones from other addresses`,
    `${right}, the wrong ones ${JSON.stringify(wrong)}`,
    'ok',
    right === 'ok' && wrong.CREDENTIALS_REFUSED === attempts,
  );
}
