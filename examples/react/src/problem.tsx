import { type ErrorReason, type GatewayErrorCode, OneboxGatewayError } from 'onebox-gateway-client';
import { useEffect, useState } from 'react';

/** The person's words for each code: where one is missing, this does not compile. */
const texts: Record<GatewayErrorCode, string> = {
  UNAUTHENTICATED: 'Sign in again.',
  FORBIDDEN: 'You are not allowed to do this.',
  NOT_FOUND: 'It is not there.',
  BAD_USER_INPUT: 'Something is wrong with what was sent.',
  RATE_LIMITED: 'Too many requests.',
  ONEBOX_TIMEOUT: 'Onebox is busy.',
  ONEBOX_UNAVAILABLE: 'Onebox is busy.',
  ONEBOX_BAD_RESPONSE: 'Onebox sent something that cannot be read.',
  OVERLOADED: 'Onebox is busy.',
  INTERNAL_SERVER_ERROR: 'Something went wrong.',
  PERSISTED_QUERY_NOT_FOUND: 'Something went wrong.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Something went wrong.',
  NETWORK_ERROR: 'You are offline, or the gateway is.',
  UNKNOWN: 'Something went wrong.',
};
const reasonTexts: Partial<Record<ErrorReason, string>> = {
  CREDENTIALS_REFUSED: 'That e-mail, password and site do not match.',
  QUOTA_EXHAUSTED: 'The Onebox quota is exhausted.',
  SESSION_ID_MALFORMED: 'Paste the whole address of the page.',
  SESSION_NOT_FOUND: 'That sign-in at Facebook is too old. Start again.',
};

/** Seconds until then, 0 from then on. */
function useCountdown(until: Date | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil(((until?.getTime() ?? 0) - now) / 1000));
}

/** As hours, minutes and seconds: a quota may last until tomorrow. */
const clockOf = (seconds: number) =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => `${Math.floor(part)}`.padStart(2, '0'))
    .join(':');

/** With `isPartial`, something was read all the same: then the problem is a warning. */
type ProblemProps = { error: unknown; isPartial?: boolean; onRetry?: () => void };

export function Problem({ error, isPartial = false, onRetry }: ProblemProps) {
  const { code, reason, onebox, requestId, retryable, retryAt } = OneboxGatewayError.from(error);
  const seconds = useCountdown(retryAt);
  return (
    <p role={isPartial ? 'status' : 'alert'}>
      {isPartial && 'Not all could be read. '}
      {(reason && reasonTexts[reason]) ?? onebox?.userMessage ?? texts[code]}{' '}
      {requestId && <small>Request {requestId}</small>}{' '}
      {retryable && onRetry && (
        <button type="button" disabled={seconds > 0} onClick={onRetry}>
          {seconds > 0 ? `Try again in ${clockOf(seconds)}` : 'Try again'}
        </button>
      )}
    </p>
  );
}
