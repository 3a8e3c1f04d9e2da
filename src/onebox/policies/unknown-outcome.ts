import { isConnectFailure } from '../client/http/connect-failure';
import { OneboxError, type OneboxErrorKind } from '../onebox-error';
import { type Policy } from './policy';

const mayHaveTakenEffect: Partial<Record<OneboxErrorKind, string>> = {
  timeout: 'Onebox did not respond in time',
  unreachable: 'The connection to Onebox broke',
  failed: 'Onebox returned a server error',
  'contract-broken': 'Onebox sent a response that cannot be used',
};

/** Marks the error of a change that may have taken effect, so that clients do not repeat it. */
export const unknownOutcome: Policy = (call, next) => {
  const { recoveryHint } = call.request;
  if (recoveryHint === undefined) return next(call);
  return next(call).catch((error: unknown) => {
    throw withUnknownOutcome(error, recoveryHint);
  });
};

function withUnknownOutcome(error: unknown, recoveryHint: string): unknown {
  if (!(error instanceof OneboxError)) return error;
  const what = mayHaveTakenEffect[error.kind];
  const { onebox, cause, isOutcomeUnknown } = error;
  if (what === undefined || isOutcomeUnknown === false) return error;
  if (isConnectFailure(error)) return error;
  // Without retryAt, because clients must not retry it.
  const message = `${what}, so it is unknown whether this took effect: ${recoveryHint}`;
  const unknown = new OneboxError(error.kind, message, { onebox, isOutcomeUnknown: true, cause });
  unknown.failedCall = error.failedCall;
  return unknown;
}
