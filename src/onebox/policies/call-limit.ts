import { OneboxError } from '../onebox-error';
import { type Policy } from './policy';

/** Limits the calls of one operation. It counts deduplicated calls too, because they also take memory and time. */
export function callLimit(maxCalls: number): Policy {
  return (call, next) => {
    const { operation } = call.origin;
    operation.calls += 1;
    if (operation.calls <= maxCalls) return next(call);
    const tooMany = `The operation would take more than ${maxCalls} calls to Onebox: request less at once.`;
    return Promise.reject(new OneboxError('too-many-calls', tooMany));
  };
}
