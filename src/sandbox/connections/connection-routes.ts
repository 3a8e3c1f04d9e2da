import { type FastifyInstance, type FastifyReply } from 'fastify';

import { queryOf } from '../api/query-of';
import { readJsonOnly } from '../api/body-parsers';
import { connectionPatch, newConnection, newFacebookConnection, problemOf } from './connection-input';
import { connectionList } from './connection-list';
import { type ConnectionStore } from './connection-store';
import { errorEnvelope } from '../api/error-bodies';
import { judgedFields, refusalOf } from './refusals';
import { callerOf } from '../api/token-guard';

interface OneConnection {
  Params: { id: string };
}

/** The connection endpoints. The token is checked before; a caller sees only the connections of its site. */
export function connectionRoutes(app: FastifyInstance, connections: ConnectionStore): void {
  readJsonOnly(app);

  app.post('/api/connection', (request, reply) => {
    const { MediaId } = (request.body ?? {}) as { MediaId?: unknown };
    const fields = (MediaId === 'FCBK' ? newFacebookConnection : newConnection).safeParse(request.body);
    if (!fields.success) return sendError(reply, 400, problemOf(fields.error));
    const refusal = refusalOf(fields.data);
    if (refusal !== undefined) return reply.code(refusal.status).send(refusal.body);
    return reply.send(connections.make(callerOf(request).siteId, fields.data));
  });

  app.get('/api/connection', (request, reply) =>
    reply.send(connectionList(connections.allOf(callerOf(request).siteId), queryOf(request.url))),
  );

  app.get<OneConnection>('/api/connection/:id', (request, reply) => {
    const connection = connections.find(callerOf(request).siteId, request.params.id);
    return connection === undefined ? sendNotFound(reply) : reply.send(connection);
  });

  app.patch<OneConnection>('/api/connection/:id', (request, reply) => {
    const connection = connections.find(callerOf(request).siteId, request.params.id);
    if (connection === undefined) return sendNotFound(reply);
    const patch = connectionPatch.safeParse(request.body);
    if (!patch.success) return sendError(reply, 400, problemOf(patch.error));
    const refusal = judgedFields.some((field) => field in patch.data)
      ? refusalOf({ ...connection, ...patch.data })
      : undefined;
    if (refusal !== undefined) return reply.code(refusal.status).send(refusal.body);
    return reply.send(connections.change(connection, patch.data));
  });
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendError(reply, 404, 'connection not found');
}

function sendError(reply: FastifyReply, status: number, userMessage: string): FastifyReply {
  return reply.code(status).send(errorEnvelope(status, userMessage));
}
