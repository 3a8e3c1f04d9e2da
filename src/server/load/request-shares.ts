import { type FastifyReply, type FastifyRequest } from 'fastify';

import { Share, shareOfCaller } from '../../onebox/policies/share';
import { networkOf } from '../client-address';
import { overloaded, type RequestError } from '../http/request-error';

/**
 * Bounds how many requests of one caller run at once, with a {@link Share} of all: requests that wait for a call of their caller take
 * no place at Onebox, and a caller could have any number of them.
 */
export class RequestShares {
  readonly #all: Share<never>;

  constructor(
    maxRequests: number,
    private readonly onShed: () => void,
  ) {
    this.#all = Share.ofAll({ inFlight: maxRequests, queued: 0 });
  }

  /** Counts a request until its response is closed. Returns its rejection where its caller has no share left. */
  add({ callerIdentity, ip }: FastifyRequest, { raw }: FastifyReply): RequestError | undefined {
    const share = shareOfCaller(this.#all, callerIdentity, () => networkOf(ip));
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
