import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { record } from '../../../src/cli/record/record-command';
import { loadConfig } from '../../../src/config/config';
import { errorEnvelope } from '../../support/error-envelope';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import {
  documentedFields,
  documentedSession,
  documentedSessionId,
  facebookSessionId,
} from '../../support/fixtures';
import { answerSite, type RecordedSite, recordedSite, siteToken } from '../../support/record/recorded-site';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
let onebox: FakeOnebox;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

afterAll(async () => {
  await onebox.close();
  rmSync(folder, { recursive: true });
});

describe('what doctor --record writes', () => {
  const canary = 'canary';
  const person = 'Canaria Canarymoon';
  const id = '98765432109876543';
  const secret = 'EAAGcanary0secret0canary0secret0canary';
  const token = siteToken(900, { sub: id, jti: secret, [canary]: canary });
  const hostile = { [person]: id, Canarymoon: 1, [id]: person, [secret]: secret, 'canary@example.com': null };
  const row = connection({
    Id: '98765432',
    Name: person,
    UserId: Number(id),
    Password: secret,
    Token: secret,
    Host: `https://canary.example/?token=${secret}`,
    Remarks: { canary: { canary: [canary] }, [id]: secret },
    AgentId: 'canary@example.com',
    ...hostile,
  });
  const session = { ...documentedSession(), token: secret, profile: { id, name: person, ...hostile } };
  const refusal = respondJson(418, errorEnvelope(987_654, `canary of ${person}`, { canary }), {
    'content-type': 'text/canary',
    date: canary,
    canary,
  });
  const withValues: Partial<RecordedSite> = {
    token,
    connections: [row, connection({ Id: '98765433', MediaId: canary })],
    list: answerConnections([row, connection({ Id: '98765433', MediaId: canary })]),
    authenticate: respondJson(200, { token, canary, [person]: { [id]: secret } }),
    instagramSession: respondJson(200, session),
    facebookSession: respondJson(200, { ...documentedFields('facebook-session.200.json'), ...hostile }),
  };

  it.each<[string, Partial<RecordedSite>]>([
    ['bodies with values in every place, and for keys', withValues],
    [
      'errors with values',
      { ...withValues, unknownConnection: refusal, authenticate: refusal, instagramSession: refusal },
    ],
    ['nothing but such errors', { token, withoutToken: refusal, authenticate: refusal, list: refusal }],
    [
      'lists and maps of values',
      {
        token,
        withoutToken: respondJson(200, [canary, hostile, [[id]]]),
        list: respondJson(200, { [person]: hostile }),
      },
    ],
    [
      'bodies that are no JSON',
      { token, unknownConnection: respondJson(200, `{"${canary}`), list: respondJson(200, canary) },
    ],
  ])('has no value of %s', async (_what, change) => {
    onebox.answer = answerSite(recordedSite(change));
    const input = join(folder, 'input.json');
    const given = {
      token,
      email: 'canary@example.com',
      password: secret,
      siteId: '98765',
      instagramSessionId: documentedSessionId,
      facebookSessionId,
    };
    writeFileSync(input, JSON.stringify(given));
    const config = loadConfig({ sandbox: false }, { ONEBOX_API_URL: onebox.origin });
    const { json, report } = await record(config, { input, sessions: true });
    const written = json + report;
    expect(JSON.parse(json)).toHaveProperty('assumptions');
    for (const value of [
      'canar',
      '98765',
      '17841439754602482',
      'trycloudy',
      'donnovan',
      'jamku',
      onebox.origin,
    ]) {
      expect(written.toLowerCase()).not.toContain(value);
    }
    for (const one of [documentedSessionId, facebookSessionId, ...token.split('.')]) {
      expect(written).not.toContain(one);
    }
  });
});
