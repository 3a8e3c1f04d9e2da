import { type FastifyInstance } from 'fastify';

import { errorEnvelope } from './error-bodies';
import { failingSessions } from './failing-sessions';
import { sari } from './people';
import { sessionOf } from './person';
import { type SessionStore } from './session-store';

/** `GET /api/instagraph/session/{session-id}`, for callers whose token has been checked. */
export function sessionRoute(app: FastifyInstance, sessions: SessionStore): void {
  app.get<{ Params: { id: string } }>('/api/instagraph/session/:id', ({ params: { id } }, reply) => {
    const failing = failingSessions.find(({ sessionId }) => sessionId === id);
    if (failing !== undefined) {
      reply.hijack();
      failing.answer(reply.raw, sessionOf(sari, Buffer.from(id, 'base64').toString('latin1')));
      return reply;
    }
    const session = sessions.find(id);
    return session === undefined
      ? reply.code(404).send(errorEnvelope(404, 'session not found'))
      : reply.send(session);
  });
}
