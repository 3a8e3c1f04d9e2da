import { errorEnvelope } from '../../support/error-envelope';
import { documentedSessionId, facebookSessionId, twitterSessionId } from '../../support/fixtures';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { siteToken } from '../../support/record/recorded-site';
import { credentials, type Recorder, startRecorder, verdictOf } from '../../support/record/recorder';
import { jwt } from '../../support/tokens';

let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
});

afterAll(() => recorder.close());

const paths = (): string[] => recorder.requests.map(({ method, url }) => `${method} ${url}`);

describe('doctor --record on a Onebox as documented', () => {
  it('reports that everything holds that calls can show, but what was not met', async () => {
    const { recording, report, isAsAssumed } = await recorder.record();
    const unseen = recording.assumptions.filter(({ verdict }) => verdict !== 'holds');
    expect(unseen.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['not seen', 'the token has not expired'],
      ['not seen', 'no call met it'],
      ['not seen', 'nothing contradicts it'],
      ...Array<string[]>(7).fill(['not seen', 'it is never called: it would change something']),
      ['not seen', 'it needs a person at a browser'],
    ]);
    expect(isAsAssumed).toBe(true);
    expect(report).toMatch(/^holds {9}13\. `limit` bounds/m);
  });

  it('makes read-only calls, sends no token before Onebox is recognised, and never a SiteId', async () => {
    await recorder.record();
    expect(paths()).toEqual([
      'GET /api/connection',
      'POST /api/authenticate',
      'GET /api/connection?limit=100&offset=0',
      'GET /api/connection?limit=1&offset=0',
      'GET /api/connection?limit=1&offset=1',
      'GET /api/connection/646',
      'GET /api/connection/2147483647',
      `GET /api/instagraph/session/${documentedSessionId}`,
      `GET /api/facebook/session/${facebookSessionId}`,
      `GET /api/twitter/session/${twitterSessionId}`,
    ]);
    const [first, signIn] = recorder.requests;
    expect(first?.headers['authorization']).toBeUndefined();
    expect(signIn?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toEqual(credentials);
    expect(JSON.stringify(recorder.requests)).not.toContain('SiteId');
  });

  it('neither signs in nor reads a session, given a token alone', async () => {
    const { recording } = await recorder.record({}, { given: `${siteToken()}\n`, sessions: false });
    expect(paths().filter((path) => /authenticate|session/.test(path))).toEqual([]);
    expect(verdictOf(recording, 'form fields')).toBe('not seen');
    expect(verdictOf(recording, '/api/instagraph/session')).toBe('not seen');
  });

  it('reads no session of the input without --sessions', async () => {
    await recorder.record({}, { sessions: false });
    expect(paths().filter((path) => path.includes('session'))).toEqual([]);
  });

  it('uses the token of the sign-in, given an e-mail and a password alone', async () => {
    const token = siteToken();
    await recorder.record({ token }, { given: credentials, sessions: false });
    expect(recorder.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${token}`);
  });
});

describe('doctor --record', () => {
  it('compares bodies with the tables, and names no field that is not in them', async () => {
    const { CreateDate, ...rest } = connection({ Id: '647', SiteId: null, Enabled: 'yes', PictureUrl: null });
    const { json, recording, report } = await recorder.record({
      token: jwt({ sub: '55' }),
      connections: [{ ...rest, MadeOn: CreateDate }],
    });
    const { body } = recording.calls.find(({ call }) => call.includes('limit=100')) ?? {};
    expect(body?.missing).toEqual(['data[].SiteId']);
    expect(body?.unreadable).toEqual(['data[].Enabled']);
    expect(body?.formats['data[].CreateDate']).toEqual(['absent']);
    expect(body?.formats['data[].*']).toContain('date-time-without-zone');
    expect(report).toContain('limit=100&offset=0: data[].SiteId is missing\n');
    expect(json).not.toMatch(/PictureUrl|MadeOn/);
  });

  it('has the shape of an error', async () => {
    const { recording } = await recorder.record();
    expect(recording.calls[0]?.body?.formats).toMatchObject({
      'records.errorCode': ['integer'],
      'records.userMessage': ['text'],
    });
  });

  it('stops at the first call, before it sends a secret, where a page or a redirect is in the place of Onebox', async () => {
    for (const answer of [
      respondJson(200, '<html>'),
      respondJson(302, '{}', { location: 'https://x.example' }),
    ]) {
      const { recording, report, isAsAssumed } = await recorder.record({ withoutToken: answer });
      expect(paths()).toEqual(['GET /api/connection']);
      expect(report).toContain('the response is not of Onebox. Run doctor');
      expect(recording.assumptions.filter(({ verdict }) => verdict === 'holds').length).toBeLessThanOrEqual(
        1,
      );
      expect(isAsAssumed).toBe(false);
    }
  });

  it('makes no further call with a token that Onebox rejects', async () => {
    await recorder.record({ list: respondJson(401, errorEnvelope(401, 'Invalid token')) });
    expect(paths().at(-1)).toBe('GET /api/connection?limit=100&offset=0');
  });

  it('reports a call that Onebox does not answer in time', async () => {
    const { report, isAsAssumed } = await recorder.record(
      { list: () => undefined },
      { env: { ONEBOX_TIMEOUT_MS: '200' } },
    );
    expect(report).toContain('limit=100&offset=0: Onebox cannot be reached (no response in time)');
    expect(isAsAssumed).toBe(false);
  });
});
