import { parseRecordInput } from '../../../src/cli/record/record-input';
import { documentedSessionId } from '../../support/fixtures';
import { siteToken } from '../../support/record/recorded-site';

describe('parseRecordInput', () => {
  it.each(['canary.token', ' Bearer canary.token\n', '{"token":"canary.token"}'])(
    'reads the token of %j',
    (given) => {
      expect(parseRecordInput(given)).toEqual({
        token: 'canary.token',
        credentials: undefined,
        sessionIds: {},
      });
    },
  );

  it('takes the site of a sign-in from the token, where it is not given', () => {
    const given = { token: siteToken(), email: 'sari@example.com', password: 'x' };
    expect(parseRecordInput(JSON.stringify(given)).credentials?.siteId).toBe('169');
    expect(parseRecordInput(JSON.stringify({ ...given, siteId: 170 })).credentials?.siteId).toBe('170');
  });

  it('reads ids of sessions as people paste them', () => {
    const given = { token: 'x', instagramSessionId: `${documentedSessionId}#_=_` };
    expect(parseRecordInput(JSON.stringify(given)).sessionIds).toEqual({ instagram: documentedSessionId });
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'Write a bearer token, or a JSON object'],
    ['half of a JSON object', '{"token":"canary', 'it begins as a JSON object, and is none'],
    ['another field', '{"canary":"canary"}', 'Write a bearer token, or a JSON object'],
    ['a field of another type', '{"token":["canary"]}', 'token: write text'],
    ['a token in two lines', 'canary\ncanary', 'token: write what a sign-in gave'],
    ['an e-mail alone', '{"token":"canary","email":"canary@example.com"}', 'email and password: give both'],
    [
      'a site that is no number',
      '{"email":"canary@example.com","password":"canary","siteId":"canary"}',
      'siteId: ',
    ],
    ['a session id that is none', '{"token":"canary","instagramSessionId":"canary"}', 'instagramSessionId: '],
  ])('says what to write, given %s, and repeats nothing of it', (_what, given, words) => {
    expect(() => parseRecordInput(given)).toThrow(words);
    expect(() => parseRecordInput(given)).not.toThrow('canary');
  });
});
