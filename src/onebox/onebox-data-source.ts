import { BearerToken } from './bearer-token';
import { brokenContract, OneboxError } from './onebox-error';
import { type OneboxHttp } from './onebox-http';
import { decodedSessionId, type SessionId } from './session-id';
import { readSession, type WireSession } from './wire';

/** Who calls, and under which id that is logged here and at Onebox. */
export interface Caller {
  /** The `Authorization` header as it came: it is read when a call needs it. */
  authorization: string | undefined;
  requestId: string;
}

/** The Onebox API as one caller may use it: one method an endpoint. Lives as long as that caller's request. */
export class OneboxDataSource {
  constructor(
    private readonly http: OneboxHttp,
    private readonly caller: Caller,
  ) {}

  /**
   * What a person granted: `GET /api/instagraph/session/{session-id}`. Throws an OneboxError.
   */
  async getInstagramSession(id: SessionId): Promise<WireSession> {
    const body = await this.http.get({
      path: `/api/instagraph/session/${id}`,
      bearer: BearerToken.fromAuthorization(this.caller.authorization),
      requestId: this.caller.requestId,
      notFound: (details) =>
        new OneboxError(
          'session-not-found',
          'Onebox knows no such session: send the person to instagramAuthUrl to sign in again.',
          details,
        ),
    });
    const session = readSession(body);
    // Another session than the one asked for would be another person's.
    if (session.session !== decodedSessionId(id) && session.session !== id)
      throw brokenContract('session is not the one asked for');
    return session;
  }
}
