import { type GatewayReply, type GatewayRequest } from '../gateway-request';
import { FairShare, shareOfCaller } from '../../onebox/policies/fair-share';
import { networkOf } from '../client-address';
import { overloaded, type RequestError } from '../http/request-error';

/**
 * Limits the concurrent requests of one caller to a {@link FairShare} of all. Deduplicated requests take no call slot, so the bulkhead does
 * not limit them.
 */
export class RequestShares {
  readonly #all: FairShare<never>;

  constructor(
    maxRequests: number,
    private readonly onShed: () => void,
  ) {
    this.#all = FairShare.ofAll({ inFlight: maxRequests, queued: 0 });
  }

  /** Counts a request until its response is closed. Returns an error where its caller's share is used up. */
  add(request: GatewayRequest, { raw }: GatewayReply): RequestError | undefined {
    if (raw.closed) return undefined;
    const share = shareOfCaller(this.#all, request.callerIdentity, () => networkOf(request.ip));
    if (!share.hasRoom('inFlight')) {
      share.removeIfUnused();
      this.onShed();
      return overloaded();
    }
    share.add('inFlight', 1);
    raw.once('close', () => {
      share.add('inFlight', -1);
    });
    return undefined;
  }
}
