import { OneboxError, type OneboxErrorKind } from '../onebox-error';

const mayHaveTakenEffect: Partial<Record<OneboxErrorKind, string>> = {
  timeout: 'Onebox did not answer in time',
  unreachable: 'The connection to Onebox broke',
  failed: 'Onebox failed while answering',
  'contract-broken': 'Onebox sent an answer that cannot be used',
};
const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_CONNECT_TIMEOUT)$/;

/** The error of a call that must not be made twice: where it may have taken effect, it says so. */
export function withUnknownOutcome(error: unknown, recoveryHint: string): unknown {
  if (!(error instanceof OneboxError)) return error;
  const what = mayHaveTakenEffect[error.kind];
  const { onebox, cause, isOutcomeUnknown } = error;
  if (what === undefined || isOutcomeUnknown === false) return error;
  if (neverSent.test(String((cause as { code?: unknown } | undefined)?.code))) return error;
  // Without retryAt: it is not to be tried again.
  return new OneboxError(error.kind, `${what}, so it is unknown whether this took effect: ${recoveryHint}`, {
    onebox,
    isOutcomeUnknown: true,
    cause,
  });
}
