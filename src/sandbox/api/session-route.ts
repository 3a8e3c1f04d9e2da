import { type FastifyInstance } from 'fastify';

import { type SandboxChannel } from '../channels/channel';
import { errorEnvelope } from './error-bodies';
import { failingSessions } from '../failures/failing-sessions';
import { type SessionStore } from '../sessions/session-store';

/** `GET /api/…/session/{session-id}` of a channel. The token is checked before. */
export function sessionRoute(
  app: FastifyInstance,
  { path, visitors }: SandboxChannel,
  sessions: SessionStore,
): void {
  app.get<{ Params: { id: string } }>(`/api/${path}/session/:id`, ({ params: { id } }, reply) => {
    const failing = failingSessions.find(({ sessionId }) => sessionId === id);
    const visitor = visitors.find(({ key }) => key === 'sari');
    if (failing !== undefined && visitor !== undefined) {
      reply.hijack();
      failing.respond(reply.raw, visitor.sessionOf(Buffer.from(id, 'base64').toString('latin1')));
      return reply;
    }
    const session = sessions.find(id);
    return session === undefined
      ? reply.code(404).send(errorEnvelope(404, 'session not found'))
      : reply.send(session);
  });
}
