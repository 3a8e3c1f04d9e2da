import { FairShare } from '../../../../src/onebox/policies/fair-share';

const use = (share: FairShare<never>): void => {
  share.add('inFlight', 1);
  share.add('inFlight', -1);
};

describe('a share that is not used any more', () => {
  let all: FairShare<never>;

  beforeEach(() => {
    all = FairShare.ofAll({ inFlight: 10, queued: 10 });
  });

  it('of a caller is kept for its next request', () => {
    const share = all.child('caller');
    use(share);
    expect(all.child('caller')).toBe(share);
  });

  it('is deleted where there are a thousand others', () => {
    for (let caller = 0; caller <= 1000; caller++) use(all.child(String(caller)));
    const share = all.child('one more');
    use(share);
    expect(all.child('one more')).not.toBe(share);
  });

  it('of a token that may be invented is deleted', () => {
    const network = all.child('network');
    const share = network.child('token');
    use(share);
    expect(network.child('token')).not.toBe(share);
  });
});
