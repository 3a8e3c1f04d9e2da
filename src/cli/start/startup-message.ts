import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { localUrl } from '../../sandbox/site/reachable-origin';
import { type Sandbox } from '../../sandbox/sandbox';

/** The first steps with the gateway and its sandbox: commands to paste and links to open. */
export function startupMessage(listeningOrigin: string, sandbox: Sandbox): string {
  const gatewayOrigin = localUrl(listeningOrigin);
  const { origin, signInUrl, sessionId } = sandbox;
  const { email, password, siteId } = sandbox.credentials;
  const body = JSON.stringify({ query: instagramSessionQuery(), variables: { id: sessionId } });
  return `
The gateway listens on ${gatewayOrigin}/graphql: open it in a browser to explore.
Connect an account step by step: ${gatewayOrigin}/connect
The Onebox sandbox listens on ${origin}. Open it in a browser to reset it, to take Onebox down, and for sessions that fail.

Read a session (for a new token see below):

curl -s ${gatewayOrigin}/graphql \\
  -H 'content-type: application/json' \\
  -H 'authorization: Bearer ${sandbox.issueToken()}' \\
  -d '${body}'

For a new token:

curl -s ${origin}/api/authenticate -d email=${email} -d password=${password} -d siteId=${siteId}

To sign in as a person and get a session of your own, open:

${signInUrl}

`;
}

function instagramSessionQuery(): string {
  const file = join(__dirname, '..', '..', '..', 'schema', 'operations', 'instagram-session.graphql');
  return readFileSync(file, 'utf8').replace(/\s+/g, ' ').trim();
}
