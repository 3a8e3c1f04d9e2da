import { type RequestListener } from 'node:http';

import { answerConnections, connection } from './fake-connections';
import { respondJson } from './fake-onebox';
import { documentedBody } from '../fixtures';
import { variedSessions } from './varied-sessions';

/** The Instagram sessions, by their ids. A test may add some. */
export const sessions = variedSessions();
const all = [
  connection(),
  connection({ Id: '999', TargetId: '4887037594655873' }),
  connection({ Id: '1000', MediaId: 'FCBK', UserId: '1903864646522191' }),
  connection({ Id: '1001', MediaId: 'TWTR', UserId: 'KuCamera', TargetId: '1290561158944968704' }),
  connection({ Id: '1002', MediaId: 'TELEGRAM', Name: { odd: true } }),
];

/** Returns sessions and connections of every channel, with absent or wrong parts. */
export const answerVaried: RequestListener = (request, response) => {
  const path = request.url ?? '';
  const session = sessions.get(path.replace('/api/instagraph/session/', ''));
  const [, channel] = /^\/api\/(facebook|twitter)\/session\//.exec(path) ?? [];
  const single = all.find(({ Id }) => path === `/api/connection/${String(Id)}`);
  if (session !== undefined) respondJson(200, session)(request, response);
  else if (channel !== undefined)
    respondJson(200, documentedBody(`${channel}-session.200.json`))(request, response);
  else if (single !== undefined) respondJson(200, single)(request, response);
  else if (path.startsWith('/api/connection?')) answerConnections(all)(request, response);
  else respondJson(404, {})(request, response);
};
