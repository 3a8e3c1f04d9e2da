import { type RequestListener } from 'node:http';

import { answerConnections, connection } from './fake-connections';
import { respondJson } from './fake-onebox';
import { documentedBody, documentedFields, documentedSession } from '../fixtures';

/** Secrets of Onebox that no client may get. */
export const upstreamCanary = 'EAAGcanary0facebook0canary0facebook';

function goodAnswer(url: string): RequestListener {
  const secrets = { Password: upstreamCanary, Token: upstreamCanary };
  const [, , path = '', kind, id = ''] = url.split('/');
  if (kind === 'session' && path !== 'instagraph') {
    // That of whatever id is asked for.
    const session = {
      ...documentedFields(`${path}-session.200.json`),
      session: Buffer.from(id, 'base64').toString(),
    };
    const text = JSON.stringify(session).replace(/"[\w-]*example\w+"/g, `"${upstreamCanary}"`);
    return respondJson(200, text);
  }
  if (path === 'instagraph') {
    const session = documentedSession();
    session.token = upstreamCanary;
    session.accounts[0].access_token = upstreamCanary;
    return respondJson(200, session);
  }
  if (url.startsWith('/api/connection?')) {
    return answerConnections(
      ['INST', 'FCBK', 'TWTR', 'WHATP'].map((MediaId, index) =>
        connection({ ...secrets, Id: String(646 + index), MediaId }),
      ),
    );
  }
  if (url.startsWith('/api/connection')) return respondJson(200, connection(secrets));
  return respondJson(200, documentedBody('authenticate.200.json'));
}

/** Responds correctly twice, then with each fault of an upstream in turn. */
export function hostileOnebox(): RequestListener {
  const canary = { records: { errorCode: 401, userMessage: upstreamCanary, devMessage: upstreamCanary } };
  const hostile: RequestListener[] = [
    respondJson(200, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    respondJson(200, `{"token":"${upstreamCanary}`),
    respondJson(401, canary, { 'x-canary': upstreamCanary }),
    respondJson(500, upstreamCanary),
    respondJson(200, '['.repeat(20_000)),
    respondJson(302, '', { location: `https://${upstreamCanary}.example/` }),
    respondJson(200, { error: upstreamCanary }),
    respondJson(200, 'null'),
    (request) => request.socket.destroy(),
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{');
      response.destroy();
    },
  ];
  let asked = 0;
  return (request, response) => {
    asked += 1;
    const answer = asked % 3 === 0 ? hostile[(asked / 3) % hostile.length] : undefined;
    // Sometimes it does not respond.
    if (asked % 1999 === 0) return;
    (answer ?? goodAnswer(request.url ?? ''))(request, response);
  };
}
