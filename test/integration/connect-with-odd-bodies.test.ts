import { ConnectableSite } from '../support/connectable-site';
import { connection } from '../support/fake-connections';
import { answerJson } from '../support/fake-onebox';

let site: ConnectableSite;

beforeAll(async () => {
  site = await ConnectableSite.begin();
});

afterAll(() => site.close());

beforeEach(() => {
  site.reset();
});

describe('connecting an account', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a date that is none', { ModifyDate: '0000-00-00 00:00:00' }],
    ['a day that the calendar does not have', { ModifyDate: '2020-02-31 00:00:00' }],
    ['no Id', { Id: null }],
    ['no site', { SiteId: undefined }],
    ['a flag and a Page that nobody understands', { Enabled: 'maybe', UserId: { odd: true } }],
  ])('makes a connection where another account has one with %s', async (_what, change) => {
    site.existing = [connection({ Id: '7', TargetId: '1', From: '1', ...change })];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a date that is none', { ModifyDate: '0000-00-00 00:00:00' }],
    ['no site and an odd flag', { SiteId: null, Error: 'maybe' }],
    ['its id in From alone', { TargetId: null }],
    ['an odd TargetId beside its id in From', { TargetId: { odd: true } }],
  ])('refreshes the connection of the account by its Id where it has %s', async (_what, change) => {
    site.existing = [connection({ Id: '646', ...change })];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method, url }) => [method, url])).toEqual([['PATCH', '/api/connection/646']]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["the account's connection has no Id", { Id: null }],
    ['a connection does not let anybody know whose it is', { TargetId: { odd: true }, From: null }],
  ])('does nothing where %s', async (_what, change) => {
    site.existing = [connection(change)];
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(site.writes()).toEqual([]);
  });
});

describe('Facebook refusing', () => {
  it.each([
    '(#4) Application request limit reached',
    '(#17) User request limit reached',
    '(#32) Page request limit reached',
    '(#613) Calls to this api have exceeded the rate limit.',
    '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    '(#80014) Odd words',
    'Application request limit reached',
  ])('for now, with %j, is RATE_LIMITED and not tried again', async (words) => {
    for (const status of [200, 400, 401, 403]) {
      site.onebox.requests.length = 0;
      site.answerWrite = answerJson(status, { error: words });
      const { errors } = await site.connect();
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
        onebox: { errorCode: null, userMessage: words },
      });
      expect(site.writes()).toHaveLength(1);
    }
  });

  it.each(['(#200) no', '(#40) no', '(#1700) no', '(#8000) no'])('with %j does not pass', async (words) => {
    site.answerWrite = answerJson(200, { error: words });
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'FACEBOOK_REFUSED', retryable: false });
  });
});
