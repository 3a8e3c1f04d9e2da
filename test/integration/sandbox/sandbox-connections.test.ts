import { ovan, rina, sari } from '../../../src/sandbox/people/people';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import {
  connectionCalls,
  type ConnectionList,
  idsOf,
  notFound,
  toConnect,
  unsupported,
} from '../../support/onebox/connection-calls';
import { errorEnvelope } from '../../support/error-envelope';
import { documentedFields } from '../../support/fixtures';

let now: Date;
let sandbox: Sandbox;

beforeEach(async () => {
  now = new Date('2026-01-31T17:00:05.900Z');
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
});

afterEach(() => sandbox.close());

const { call, post, patch, get, list } = connectionCalls(() => sandbox);

describe('GET /api/connection of the sandbox', () => {
  it('returns the documented body', async () => {
    await post(toConnect(ovan));
    const found = await list();
    const documented = documentedFields('connections.200.json') as unknown as ConnectionList;
    expect(Object.keys(found)).toEqual(Object.keys(documented));
    for (const connection of found.data) {
      expect(Object.keys(connection)).toEqual(Object.keys(documented.data[0] ?? {}));
    }
    expect(found).toMatchObject({ limit: 20, offset: 0, count: 4, total: 4 });
  });

  it('returns initial connections of other channels, with null and empty fields', async () => {
    const { data } = await list();
    expect(data.map(({ MediaId }) => MediaId)).toEqual(['WHATP', 'FCBK', 'EMAIL']);
    for (const { Password } of data) expect(Password).toMatch(/./);
    const values = data.flatMap(({ UserId, From, Token, TargetId }) => [UserId, From, Token, TargetId]);
    expect(values).toEqual(expect.arrayContaining([null, '']));
  });

  it('returns the oldest first in pages of 20, or of up to 100', async () => {
    for (let count = 0; count < 120; count += 1) await post(toConnect(ovan));
    const all = await list('?limit=1000');
    expect(all).toMatchObject({ limit: 100, offset: 0, count: 100, total: 123 });
    expect(idsOf(all).slice(2, 6)).toEqual(['103', '646', '647', '648']);
    expect(await list()).toMatchObject({ limit: 20, offset: 0, count: 20, total: 123 });
    const second = await list('?limit=3&offset=2');
    expect(second).toMatchObject({ limit: 3, offset: 2, count: 3, total: 123 });
    expect(idsOf(second)).toEqual(['103', '646', '647']);
    const last = await list('?limit=100&offset=100');
    expect(last).toMatchObject({ limit: 100, offset: 100, count: 23, total: 123 });
    expect(idsOf(last).at(-1)).toBe('765');
    expect(await list('?offset=123')).toMatchObject({ count: 0, total: 123, data: [] });
  });

  it('omits connections up to sinceId', async () => {
    await post(toConnect(ovan));
    await post(toConnect(ovan));
    const found = await list('?sinceId=646');
    expect(found).toMatchObject({ count: 1, total: 1 });
    expect(idsOf(found)).toEqual(['647']);
  });

  it('ignores malformed numbers and unknown parameters', async () => {
    const all = await list();
    expect(await list('?limit=all&offset=-1&sinceId=x')).toEqual(all);
    expect(await list('?limit=0&limit=1')).toEqual(all);
    expect(await list('?since=2030-01-01&lastUpdate=2030-01-01&paging=false')).toEqual(all);
  });
});

describe('PATCH /api/connection/{id} of the sandbox', () => {
  it('changes the given fields and ModifyDate', async () => {
    const { body } = await post(toConnect(ovan));
    now = new Date(now.getTime() + 90_000);
    const changed = await patch('646', { Name: 'Another name', Enabled: '0' });
    expect(changed).toEqual({
      status: 200,
      body: { ...body, Name: 'Another name', Enabled: '0', ModifyDate: '2026-02-01 00:01:35' },
    });
    expect(await get('646')).toEqual(changed);
  });

  it('ignores read-only fields', async () => {
    const before = await post(toConnect(ovan));
    expect(await patch('646', { Id: '1', SiteId: '170', MediaId: 'FCBK', Extra: 'x' })).toEqual(before);
  });

  it('changes the account to another one that Facebook allows', async () => {
    await post(toConnect(ovan));
    const { MediaId, ProviderId, ...fields } = toConnect(sari, 1);
    const { status, body } = await patch('646', fields);
    expect({ MediaId, ProviderId, status }).toEqual({ MediaId: 'INST', ProviderId: 'PVD28', status: 200 });
    expect(body).toMatchObject(fields);
  });

  it.each([
    ["another person's token", { Password: sari.token }],
    ["another Page's token", { Token: sari.accounts[1]?.access_token }],
    ['another Page', { UserId: sari.accounts[1]?.id }],
    ['another Instagram account', { TargetId: '17841400000000027' }],
  ])('is rejected by Facebook with HTTP 401 for %s, and changes nothing', async (_what, wrong) => {
    const before = await post(toConnect(ovan));
    const { TargetId } = { ...toConnect(ovan), ...wrong };
    now = new Date(now.getTime() + 90_000);
    expect(await patch('646', wrong)).toEqual({ status: 401, body: unsupported(TargetId) });
    expect(await get('646')).toEqual(before);
  });

  it('is rejected by Facebook with HTTP 200 for the Page of a person without permission', async () => {
    const before = await post(toConnect(ovan));
    const refused = { status: 200, body: documentedFields('connection.200.refused.json') };
    expect(await patch('646', toConnect(rina))).toEqual(refused);
    expect(await get('646')).toEqual(before);
  });

  it('accepts WhatsApp without a check', async () => {
    expect(await patch('101', { Token: 'any' })).toMatchObject({ status: 200, body: { Token: 'any' } });
  });

  it('rejects malformed values', async () => {
    await post(toConnect(ovan));
    for (const fields of [{ Enabled: 'yes' }, { Enabled: true }]) {
      expect(await patch('646', fields)).toEqual({
        status: 400,
        body: errorEnvelope(400, 'missing or wrong: Enabled'),
      });
    }
    expect(await patch('646', { Name: '', Token: null })).toEqual({
      status: 400,
      body: errorEnvelope(400, 'missing or wrong: Name, Token'),
    });
    expect((await patch('646', [])).body).toEqual(errorEnvelope(400, 'the body is not a JSON object'));
  });
});

describe('an unknown connection of the sandbox', () => {
  it('is neither found nor changed', async () => {
    for (const id of ['646', '0', 'none', '101x', '__proto__']) {
      expect(await get(id)).toEqual({ status: 404, body: notFound });
      expect(await patch(id, { Name: 'x' })).toEqual({ status: 404, body: notFound });
    }
  });
});

describe('the connections of a sandbox', () => {
  it('require a bearer token', async () => {
    for (const [method, path] of [
      ['POST', '/api/connection'],
      ['GET', '/api/connection'],
      ['GET', '/api/connection/101'],
      ['PATCH', '/api/connection/101'],
    ] as const) {
      const fields = method === 'GET' ? undefined : {};
      expect(await call(method, path, fields, 'x')).toEqual({
        status: 401,
        body: errorEnvelope(401, 'Invalid token'),
      });
      const token = sandbox.issueToken();
      now = new Date(now.getTime() + 900_000);
      const expired = { status: 401, body: documentedFields('error.401.expired-token.json') };
      expect(await call(method, path, fields, token)).toEqual(expired);
    }
  });

  it('are separate for each sandbox', async () => {
    await post(toConnect(ovan));
    const other = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
    const response = await fetch(`${other.origin}/api/connection`, {
      headers: { authorization: `Bearer ${other.issueToken()}` },
    });
    expect(await response.json()).toMatchObject({ total: 3 });
    await other.close();
  });
});
