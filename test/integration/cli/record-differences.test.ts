import { errorEnvelope } from '../../support/error-envelope';
import { documentedBody, documentedFields, documentedSession } from '../../support/fixtures';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { type RecordedSite, siteToken } from '../../support/record/recorded-site';
import { type Recorder, startRecorder, verdictOf } from '../../support/record/recorder';

let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
});

afterAll(() => recorder.close());

describe('doctor --record on a Onebox that differs', () => {
  const entry = (change: object): Partial<RecordedSite> => ({
    connections: [connection({ Id: '646' }), connection({ Id: '647', ...change })],
  });
  const session = (change: object): Partial<RecordedSite> => ({
    instagramSession: respondJson(200, { ...documentedSession(), ...change }),
  });
  const wrongPassword = (userMessage: string): Partial<RecordedSite> => ({
    authenticate: respondJson(401, errorEnvelope('401', userMessage)),
  });
  const all = [connection({ Id: '646' }), connection({ Id: '647' })];

  it.each<[what: string, words: string, change: Partial<RecordedSite>]>([
    [
      'sign-ins want JSON',
      'form fields',
      { authenticate: respondJson(415, errorEnvelope(415, 'JSON only')) },
    ],
    ['sign-ins read no form', 'form fields', wrongPassword('you are not authorized to log into this site ')],
    ['the token has another name', 'as `token`', { authenticate: respondJson(200, { jwt: siteToken() }) }],
    ['the token is no JWT', 'is a JWT', { token: 'opaque-token' }],
    ['an expired token is accepted', 'claim `exp`', { token: siteToken(-3600) }],
    ['`exp` is text', 'claim `exp`', { token: siteToken(0, { exp: 'tomorrow' }) }],
    ['connections are of another site', 'claim `sid`', entry({ SiteId: '170' })],
    ['`sid` is a name', 'claim `sid`', { token: siteToken(900, { sid: 'acme' }) }],
    ['a response is a page', 'is JSON', { unknownConnection: respondJson(404, '<html>') }],
    [
      'errors have no envelope',
      'have an envelope',
      { unknownConnection: respondJson(404, { message: 'no' }) },
    ],
    ['no token is needed', 'without a valid token', { withoutToken: answerConnections(all) }],
    [
      'expired tokens are called otherwise',
      'expired token is',
      { token: siteToken(-3600), list: respondJson(401, errorEnvelope(401, 'session timed out')) },
    ],
    [
      'the quota names no hours',
      'exhausted quota',
      { list: respondJson(401, errorEnvelope(401, 'quota used up')) },
    ],
    [
      'unknown ids are HTTP 400',
      'no connection has',
      { unknownConnection: respondJson(400, errorEnvelope(400, 'no')) },
    ],
    ['lists have an envelope', 'a list as', { list: respondJson(200, { result: { data: all } }) }],
    ['`limit` is ignored', '`limit` bounds', { list: respondJson(200, { total: 2, data: all }) }],
    ['`offset` is ignored', '`offset` skips', { list: respondJson(200, { total: 2, data: all }) }],
    [
      '`total` is of the page',
      '`total` says',
      {
        list: (request, response) => {
          const data = request.url?.includes('limit=1&') === true ? all.slice(0, 1) : all;
          respondJson(200, { total: data.length, data })(request, response);
        },
      },
    ],
    ['a flag cannot be read', 'no field that cannot', entry({ Enabled: 'yes' })],
    ['a connection has no id', 'no field that cannot', entry({ Id: null })],
    ['a channel is unknown', 'known codes', entry({ MediaId: 'TLGM' })],
    ['one connection has an envelope', 'of that `Id`', { connection: respondJson(200, { data: all[0] }) }],
    [
      'another connection is returned',
      'of that `Id`',
      { connection: respondJson(200, connection({ Id: '7' })) },
    ],
    ['dates are RFC 3339', 'Dates are', entry({ CreateDate: '2020-09-09T09:45:05Z' })],
    ['dates are in the future', 'zone of dates', entry({ ModifyDate: '2100-01-01 00:00:00' })],
    ['flags are booleans', '`Enabled` and `Error`', entry({ Enabled: true })],
    ['ids are numbers', '`Id` and `SiteId`', entry({ Id: 647 })],
    [
      'secrets are left out',
      '`Password` and `Token`. The',
      { connections: [{ ...all[0], Token: undefined }, {}] },
    ],
    ['an Instagram account is a name', 'an Instagram account: ', entry({ TargetId: 'trycloudy' })],
    [
      'a Facebook Page has another sender',
      'a Facebook Page: ',
      entry({ ...documentedFields('facebook-connection.200.json'), From: '7' }),
    ],
    ['a Twitter account has no id', 'a Twitter account: ', entry({ MediaId: 'TWTR', TargetId: null })],
    ['a session is of another id', '/api/instagraph/session', session({ session: 'another' })],
    ['sessions have ids that are numbers', 'In sessions', session({ profile: { id: 508654789659284 } })],
    [
      'pictures do not expire',
      '`profile_pic`',
      session({
        accounts: [
          { id: '1', instagram_accounts: [{ id: '2', username: 'a', profile_pic: 'https://a.example/b' }] },
        ],
      }),
    ],
  ])('reports where %s', async (_what, words, change) => {
    const { recording, isAsAssumed, report } = await recorder.record(change);
    expect(verdictOf(recording, words)).toBe('does not hold');
    expect(isAsAssumed).toBe(false);
    expect(report).toMatch(/^does not hold \d+\. .* \(.+\)$/m);
  });

  it.each<[what: string, words: string, change: Partial<RecordedSite>, verdict: string]>([
    [
      'names the site that was sent',
      'form fields',
      wrongPassword('you are not authorized to log into this site 169'),
      'holds',
    ],
    ['says nothing of the site', 'form fields', wrongPassword('wrong password'), 'not seen'],
    [
      'fails',
      'form fields',
      { authenticate: respondJson(503, errorEnvelope(503, 'maintenance')) },
      'not seen',
    ],
    [
      'says that the token has expired',
      'expired token is',
      { token: siteToken(-3600), list: respondJson(401, documentedBody('error.401.expired-token.json')) },
      'holds',
    ],
    [
      'says that the quota is exhausted',
      'exhausted quota',
      { instagramSession: respondJson(401, documentedBody('error.401.over-quota.json')) },
      'holds',
    ],
    ['lists no connection', '`limit` bounds', { connections: [] }, 'not seen'],
    [
      'knows no such session',
      '/api/instagraph/session',
      { instagramSession: respondJson(404, errorEnvelope(404, 'no')) },
      'not seen',
    ],
  ])('where Onebox %s, reports of "%s"', async (_what, words, change, verdict) => {
    const { recording } = await recorder.record(change);
    expect(verdictOf(recording, words)).toBe(verdict);
  });
});
