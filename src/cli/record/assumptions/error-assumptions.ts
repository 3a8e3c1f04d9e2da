import { isQuotaMessage, quotaWindowOpensAt } from '../../../onebox/policies/quota-window';
import { errorRecordIn } from '../../../onebox/wire/error-envelope';
import { numericDate } from '../../../onebox/wire/table/values';
import { type RecordedResponse } from '../recorded-calls';
import { assumptions, holdsUnless, judgeEach, notSeen, responsesOf } from './assumption';
import { claimsIn } from './token-assumptions';

export const errorAssumptions = assumptions([
  {
    statement: 'Every response is JSON, and none is a redirect.',
    checkedBy: 'all calls',
    judge: (seen) =>
      judgeEach(
        responsesOf(seen),
        ({ status, body }) => body !== undefined && !isRedirect(status),
        'there was no response',
        'some response is not',
      ),
  },
  {
    statement:
      'Errors have an envelope: `records` with `errorCode` (a number or a string) and `userMessage`.',
    checkedBy: 'each call that Onebox rejects',
    judge: (seen) => {
      const rejected = responsesOf(seen).filter(({ outcome }) => outcome !== 'ok');
      const hasEnvelope = ({ body }: RecordedResponse): boolean => {
        const record = errorRecordIn(body);
        return record?.isEnvelope === true && record.errorCode !== null && record.words !== '';
      };
      return judgeEach(rejected, hasEnvelope, 'no call was rejected', 'some error has none');
    },
  },
  {
    statement: 'A call without a valid token is code 401, as HTTP status, `errorCode` or both.',
    checkedBy: 'one call without a token',
    judge: ({ responses: { withoutToken } }) => {
      if (withoutToken === undefined) return notSeen('there was no response');
      return holdsUnless(withoutToken.outcome !== 'token-rejected', `it is ${withoutToken.outcome}`);
    },
  },
  {
    statement: 'An expired token is code 401 with the words "Expired token".',
    checkedBy: 'a token that has expired, where it is one',
    judge: ({ token, responses: { list }, now, clockSkewMs }) => {
      if (list?.outcome === 'token-expired') return holdsUnless(false, '');
      const expiry = numericDate(claimsIn(token)?.['exp']);
      const isExpired = expiry instanceof Date && expiry.getTime() < now.getTime() - clockSkewMs;
      if (!isExpired || list === undefined) return notSeen('the token has not expired');
      return holdsUnless(list.outcome === 'token-rejected', 'the words are others');
    },
  },
  {
    statement:
      'An exhausted quota is code 401 too: its words name a limit, and the time from which calls succeed again.',
    checkedBy: 'a call that meets it, where one does',
    judge: (seen) => {
      const words = responsesOf(seen)
        .filter(({ outcome }) => outcome === 'quota-exhausted')
        .map(({ body }) => errorRecordIn(body)?.words ?? '');
      return judgeEach(
        words,
        (one) => isQuotaMessage(one) && quotaWindowOpensAt(one, seen.now, seen.utcOffset) !== undefined,
        'no call met it',
        'no hours are named',
      );
    },
  },
  {
    statement: 'An id that no connection has is code 404.',
    checkedBy: 'one call with such an id',
    judge: ({ responses: { unknownConnection } }) => {
      if (unknownConnection === undefined) return notSeen('the call was not made');
      const { outcome } = unknownConnection;
      return holdsUnless(outcome !== 'connected-account-not-found', `it is ${outcome}`);
    },
  },
]);

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
