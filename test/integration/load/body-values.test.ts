import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession } from '../../support/fixtures';
import {
  type MeasuredDataSources,
  measuredDataSources,
  numberedSessionId,
  readSession as read,
} from '../../support/gateway/measured-data-sources';

let onebox: FakeOnebox;
let sources: MeasuredDataSources | undefined;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

afterEach(() => sources?.close());

afterAll(() => onebox.close());

describe('a body with too many values', () => {
  it.each([
    ['nested lists', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['empty objects', `[${'{},'.repeat(300_000)}1]`],
    ['short texts', `[${'"a",'.repeat(300_000)}1]`],
    ['one object of many keys', `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
  ])('of %s is not parsed, and ends with contract-broken', async (_what, body) => {
    const measured = (sources = measuredDataSources(onebox.origin));
    onebox.answer = respondJson(200, body);
    const parse = jest.spyOn(JSON, 'parse');
    const operation = measured.begin();
    expect(await read(operation)).toBe('contract-broken');
    // A call of another test may still be read.
    expect(parse.mock.calls.some(([text]) => text === body)).toBe(false);
    parse.mockRestore();
    operation.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it.each([
    ['200 Pages of 50 accounts', 200, 50],
    ['9,000 Pages', 9000, 0],
    ['7,000 Pages with an account each', 7000, 1],
  ])('does not include %s', async (_what, pages, accounts) => {
    const measured = (sources = measuredDataSources(onebox.origin));
    const picture = `https://instagram.fbey4-1.fna.fbcdn.net/v/${'x'.repeat(230)}.jpg`;
    const account = { id: '1', username: 'somebody1234', has_profile_picture: true, profile_pic: picture };
    const page = {
      ...documentedSession().accounts[0],
      instagram_accounts: Array.from({ length: accounts }, () => account),
    };
    const session = {
      ...documentedSession(),
      session: Buffer.from(numberedSessionId(0), 'base64').toString(),
      accounts: Array.from({ length: pages }, () => page),
    };
    onebox.answer = respondJson(200, session);
    const operation = measured.begin();
    expect(await read(operation)).toBe('ok');
    operation.end();
  });
});
