import { Cancellation } from '../../../../src/onebox/client/cancellation';
import { deadline } from '../../../../src/onebox/policies/deadline';
import { type Call, type Next } from '../../../../src/onebox/policies/policy';
import { silentObserver } from '../../../support/silent-observer';

const call: Call = {
  request: { method: 'GET', path: '/path', endpoint: 'GET /api/connection', read: () => undefined },
  origin: {
    requestId: 'request',
    observer: silentObserver,
    bearer: undefined,
    caller: undefined,
    client: { network: '127.0.0.1' },
    operation: { calls: 0, bodies: undefined },
  },
  deduplication: undefined,
  receive: () => undefined,
  onBody: undefined,
  hasOneWaiter: undefined,
  cancellation: new Cancellation(),
  attempt: 1,
  deadlineMs: Infinity,
};

const untilCancelled: Next = ({ cancellation }) =>
  new Promise((_resolve, reject) => {
    cancellation.listen(reject);
  });

it('deadline › names the endpoint of a call whose time was over in the queue, and no attempt', async () => {
  await expect(deadline(1)(call, untilCancelled)).rejects.toMatchObject({
    kind: 'timeout',
    failedCall: { endpoint: 'GET /api/connection', status: undefined, attempt: 0 },
  });
});
