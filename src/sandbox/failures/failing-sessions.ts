import {
  errorEnvelope,
  expiredToken,
  facebookRefused,
  facebookUnsupported,
  overQuota,
} from '../api/error-bodies';
import {
  respondJson,
  servePage,
  respondText,
  respondTooLarge,
  type FailingResponse,
  hangUp,
  hangUpInTheMiddle,
  neverEnd,
  staySilent,
} from './failing-responses';
import { type SessionBody } from '../sessions/session-body';
import { stableSessionId, urlFormOf } from '../sessions/session-id';

/** A session whose id makes the sandbox fail in one of the ways that Onebox can. */
export interface FailingSession {
  name: string;
  /** In URL form. The same in every sandbox. */
  sessionId: string;
  /** How Onebox responds to a request for this session. */
  what: string;
  respond: FailingResponse;
}

const ways: readonly [name: string, what: string, respond: FailingResponse][] = [
  ['expired-token', 'HTTP 401 and the documented expired token.', respondJson(401, () => expiredToken)],
  [
    'expired-token-with-200',
    'HTTP 200 and the documented expired token.',
    respondJson(200, () => expiredToken),
  ],
  [
    'expired-token-as-string',
    'HTTP 401 and an expired token whose errorCode is a string.',
    respondJson(401, () => errorEnvelope('401', 'Expired token')),
  ],
  ['status-contradicts', 'HTTP 500 and the documented expired token.', respondJson(500, () => expiredToken)],
  ['over-quota', 'HTTP 401 and the documented quota.', respondJson(401, () => overQuota)],
  ['over-quota-with-200', 'HTTP 200 and the documented quota.', respondJson(200, () => overQuota)],
  [
    'facebook-refused',
    'HTTP 200 and a documented refusal by Facebook.',
    respondJson(200, () => facebookRefused),
  ],
  [
    'facebook-unsupported',
    'HTTP 401 and a documented refusal by Facebook.',
    respondJson(401, () => facebookUnsupported()),
  ],
  [
    'forbidden',
    'HTTP 403 and an envelope with errorCode 403.',
    respondJson(403, () => errorEnvelope(403, 'you are not allowed to see this session')),
  ],
  [
    'not-found',
    'HTTP 404 and an envelope with errorCode 404.',
    respondJson(404, () => errorEnvelope(404, 'session not found')),
  ],
  [
    'too-many-requests',
    'HTTP 429, Retry-After: 30 and an envelope with errorCode 429.',
    respondJson(429, () => errorEnvelope(429, 'too many requests'), { 'retry-after': '30' }),
  ],
  [
    'server-error',
    'HTTP 500 and an envelope with errorCode 500.',
    respondJson(500, () => errorEnvelope(500, 'internal error')),
  ],
  ['bad-gateway', "HTTP 502 and a proxy's page.", servePage(502, '502 Bad Gateway')],
  ['unavailable', 'HTTP 503 and no body.', respondText(503, () => '')],
  ['redirect', 'HTTP 302 to /login.', respondText(302, () => '', { location: '/login' })],
  ['html', 'HTTP 200 and a page.', servePage(200, 'Onebox')],
  ['empty', 'HTTP 200 and no body.', respondText(200, () => '')],
  [
    'broken-json',
    'HTTP 200 and a session that stops in its middle, as if it were whole.',
    respondText(200, firstHalfOf),
  ],
  ['too-large', 'HTTP 200 and a session after 65 MiB of blanks.', respondTooLarge],
  ['missing-field', 'HTTP 200 and a session without profile.id.', respondJson(200, withoutProfileId)],
  [
    'wrong-page',
    'HTTP 200 and a session with three Pages, of which the second has no id.',
    respondJson(200, withOneWrongPage),
  ],
  [
    'number-ids',
    'HTTP 200 and a session whose ids are numbers past 2^53.',
    respondText(200, withNumbersForIds),
  ],
  [
    'other-session',
    'HTTP 200 and the session of another id.',
    respondJson(200, (session) => ({ ...session, session: stableSessionId('somebody else') })),
  ],
  ['reset', 'The connection is reset before a response.', hangUp],
  ['reset-mid-body', 'HTTP 200 and half a session, then the connection is closed.', hangUpInTheMiddle],
  ['never-ends', 'HTTP 200 and a blank twice a second, without end.', neverEnd],
  ['silent', 'Nothing: the request is accepted and gets no response.', staySilent],
];

/** One session for each kind of failure. */
export const failingSessions: readonly FailingSession[] = ways.map(([name, what, respond]) => ({
  name,
  sessionId: urlFormOf(stableSessionId(name)),
  what,
  respond,
}));

function firstHalfOf(session: SessionBody): string {
  const text = JSON.stringify(session);
  return text.slice(0, text.length / 2);
}

function withoutProfileId({ profile, ...session }: SessionBody): object {
  const rest = Object.entries(profile).filter(([key]) => !key.endsWith('id'));
  return { ...session, profile: Object.fromEntries(rest) };
}

function withOneWrongPage({ accounts = [], ...session }: SessionBody): object {
  return {
    ...session,
    accounts: accounts.map(({ id, ...page }, index) => (index === 1 ? page : { ...page, id })),
  };
}

function withNumbersForIds(session: SessionBody): string {
  return JSON.stringify(session).replace(/id":"(\d+)"/g, 'id":$1');
}
