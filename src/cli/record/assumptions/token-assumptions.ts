import { jwtPayload } from '../../../onebox/caller/jwt-payload';
import { decodeAccessToken } from '../../../onebox/wire/access-token';
import { errorRecordIn } from '../../../onebox/wire/error-envelope';
import { digits, numericDate } from '../../../onebox/wire/table/values';
import { connectionsIn } from '../recorded-calls';
import {
  assumptions,
  judgeEach,
  doesNotHold,
  holds,
  holdsUnless,
  type Judgement,
  notSeen,
  type Seen,
} from './assumption';

const noSignIn = 'no e-mail and password were given';
const noToken = 'there was no token';
// Source: the documented response to a wrong e-mail, password or site.
const documentedRefusal = /log into this site\s*(\S*)/i;

export const tokenAssumptions = assumptions([
  {
    statement:
      '`POST /api/authenticate` reads `email`, `password` and `siteId` as form fields (`application/x-www-form-urlencoded`).',
    checkedBy: 'one sign-in, only where an e-mail and a password are given',
    judge: judgeForm,
  },
  {
    statement: 'A sign-in returns the bearer token as `token`, without an envelope.',
    checkedBy: 'the same sign-in',
    judge: ({ responses: { authenticate } }) => {
      if (authenticate?.outcome !== 'ok')
        return notSeen(authenticate === undefined ? noSignIn : 'no sign-in succeeded');
      return holdsUnless(!hasToken(authenticate.body), 'there is no token');
    },
  },
  {
    statement: 'A bearer token is a JWT.',
    checkedBy: 'the token',
    judge: ({ token }) =>
      token === undefined
        ? notSeen(noToken)
        : holdsUnless(claimsIn(token) === undefined, 'it has no payload'),
  },
  {
    statement:
      'The claim `exp` is in seconds since 1970, and Onebox accepts the token until then. A token may have none.',
    checkedBy: 'the token, and whether Onebox accepts it',
    judge: judgeExpiry,
  },
  {
    statement:
      'The claim `sid` is the id of the site, in digits, and the token lists the connections of that site alone. A token may have none.',
    checkedBy: 'the token, and `SiteId` of the connections',
    judge: ({ token, responses: { list } }) => {
      const sid = claimsIn(token)?.['sid'];
      if (sid === undefined || sid === null) return notSeen('the token has none');
      const siteId = digits(sid);
      if (typeof siteId !== 'string') return doesNotHold('it is not in digits');
      return judgeEach(
        connectionsIn(list),
        ({ SiteId }) => digits(SiteId) === siteId,
        'no connection was listed',
        'some connection is of another site',
      );
    },
  },
]);

/** The claims of the token. Undefined where it is not a JWT. */
export function claimsIn(token: string | undefined): Record<string, unknown> | undefined {
  const payload = token === undefined ? undefined : jwtPayload(token);
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : undefined;
}

function judgeForm({ input, responses: { authenticate } }: Seen): Judgement {
  if (authenticate === undefined) return notSeen(noSignIn);
  const { outcome, status, body } = authenticate;
  if (outcome === 'ok') return holds;
  if (outcome !== 'credentials-refused') {
    return status >= 400 && status < 500 && status !== 429 && outcome !== 'quota-exhausted'
      ? doesNotHold('the sign-in was rejected for another reason than its credentials')
      : notSeen('the sign-in failed');
  }
  const named = documentedRefusal.exec(errorRecordIn(body)?.words ?? '')?.[1];
  if (named === undefined) return notSeen('Onebox rejects the credentials, but does not name the site');
  return holdsUnless(
    named !== input.credentials?.siteId,
    'Onebox rejects the credentials, and does not name the site that was sent',
  );
}

function judgeExpiry({ token, responses: { list }, now, clockSkewMs }: Seen): Judgement {
  const exp = claimsIn(token)?.['exp'];
  if (exp === undefined || exp === null) return notSeen('the token has none');
  const expiry = numericDate(exp);
  if (!(expiry instanceof Date)) return doesNotHold('it is no number of seconds');
  const isAccepted = list?.outcome === 'ok';
  if (!isAccepted && list?.outcome !== 'token-expired') return notSeen('Onebox did not judge the token');
  const remainingMs = expiry.getTime() - now.getTime();
  if (Math.abs(remainingMs) <= clockSkewMs) return notSeen('it is now');
  return holdsUnless(
    isAccepted !== remainingMs > 0,
    isAccepted ? 'Onebox accepts the token after that' : 'the token expires earlier',
  );
}

function hasToken(body: unknown): boolean {
  try {
    decodeAccessToken(body);
    return true;
  } catch {
    return false;
  }
}
