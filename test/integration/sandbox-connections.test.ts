import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { demoUsers, secondDemoUser } from '../../src/sandbox/demo-users';
import { dewi, ovan, rina, sari } from '../../src/sandbox/people';
import { type Person } from '../../src/sandbox/person';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { documentedBody } from '../support/fixtures';

type Fields = Record<string, unknown>;

interface Connection extends Fields {
  Id: string;
  SiteId: string;
  MediaId: string;
}

interface ConnectionList {
  limit: number;
  offset: number;
  count: number;
  total: number;
  data: Connection[];
}

interface Answered<Body> {
  status: number;
  body: Body;
}

let now: Date;
let sandbox: Sandbox;

beforeEach(async () => {
  now = new Date('2026-01-31T17:00:05.900Z');
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
});

afterEach(() => sandbox.close());

const json = (name: string): Fields => JSON.parse(documentedBody(name)) as Fields;

async function call<Body = Connection>(
  method: string,
  path: string,
  fields?: unknown,
  token = sandbox.issueToken(),
): Promise<Answered<Body>> {
  const response = await fetch(`${sandbox.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(fields !== undefined && { body: JSON.stringify(fields) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const post = (fields: unknown, token?: string): Promise<Answered<Connection>> =>
  call('POST', '/api/connection', fields, token);
const patch = (id: string, fields: unknown, token?: string): Promise<Answered<Connection>> =>
  call('PATCH', `/api/connection/${id}`, fields, token);
const get = (id: string, token?: string): Promise<Answered<Connection>> =>
  call('GET', `/api/connection/${id}`, undefined, token);
const list = async (query = '', token?: string): Promise<ConnectionList> =>
  (await call<ConnectionList>('GET', `/api/connection${query}`, undefined, token)).body;
const idsOf = ({ data }: ConnectionList): string[] => data.map(({ Id }) => Id);

/** What connects the first Instagram account of a person's Page. */
function toConnect({ token, accounts }: Person, index = 0): Fields & { TargetId: string } {
  const page = accounts[index];
  const { id = '', name = '' } = page?.instagram_business_account ?? page?.instagram_accounts?.[0] ?? {};
  return {
    MediaId: 'INST',
    ProviderId: 'PVD28',
    Name: name,
    UserId: page?.id,
    Password: token,
    Token: page?.access_token,
    From: id,
    TargetId: id,
  };
}

const unsupported = (id: string): object => {
  const { error } = json('connection.401.unsupported.json') as { error: string };
  return { error: error.replace('1429967973729263', id) };
};
const envelope = (errorCode: number, userMessage: string): object => ({
  _meta: { status: 'ERROR', count: 1 },
  records: { errorCode, userMessage, devMessage: null, more: null, applicationCode: null },
});
const notFound = envelope(404, 'connection not found');

describe('making a connection', () => {
  it('answers it as the documentation does', async () => {
    const { status, body } = await post(toConnect(ovan));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(Object.keys(json('connection.200.json')));
    expect(body).toEqual({
      ...json('connection.200.json'),
      Password: ovan.token,
      Token: ovan.accounts[0]?.access_token,
      CreateDate: '2026-02-01 00:00:05',
      ModifyDate: '2026-02-01 00:00:05',
    });
  });

  it('keeps it, and counts on', async () => {
    const first = await post(toConnect(ovan));
    const second = await post(toConnect(sari, 1));
    expect([first.body.Id, second.body.Id]).toEqual(['646', '647']);
    expect(await get('646')).toEqual(first);
    expect(await get('647')).toEqual(second);
  });

  it('makes a second one for the same account', async () => {
    await post(toConnect(ovan));
    expect((await post(toConnect(ovan))).body.Id).toBe('647');
  });

  it('takes a business account and any other Instagram account of the Page', async () => {
    for (const id of ['17841400000000027', '90071992547410541', '90071992547410753']) {
      const { status, body } = await post({ ...toConnect(sari, 1), From: id, TargetId: id });
      expect({ status, TargetId: body['TargetId'] }).toEqual({ status: 200, TargetId: id });
    }
  });

  it.each([
    ["another person's token", { Password: sari.token }],
    ["nobody's token", { Password: 'guess' }],
    ["another Page's token", { Token: sari.accounts[1]?.access_token }],
    ["another person's Page", { UserId: sari.accounts[1]?.id }],
    ['another Instagram account', { TargetId: '17841400000000027' }],
    ['no Instagram account', { TargetId: '1429967973729263' }],
  ])('is refused by Facebook with HTTP 401 for %s', async (_what, wrong) => {
    const fields = { ...toConnect(ovan), ...wrong };
    expect(await post(fields)).toEqual({ status: 401, body: unsupported(fields.TargetId) });
    expect((await list()).total).toBe(3);
  });

  it('is refused so for a Page without Instagram', async () => {
    const fields = { ...toConnect(dewi), Name: 'Salon Dewi', From: '1', TargetId: '1' };
    expect(await post(fields)).toEqual({ status: 401, body: unsupported('1') });
  });

  it('is refused by Facebook with HTTP 200 for the Page of a person who may not', async () => {
    expect(await post(toConnect(rina))).toEqual({ status: 200, body: json('connection.200.refused.json') });
    expect((await list()).total).toBe(3);
  });

  it('asks Facebook about Instagram only', async () => {
    const fields = { ...toConnect(ovan), MediaId: 'WHATP', ProviderId: 'PVD30', Password: 'any' };
    expect(await post(fields)).toMatchObject({ status: 200, body: { MediaId: 'WHATP', Password: 'any' } });
  });

  it('wants every documented field, and drops any other', async () => {
    const fields = toConnect(ovan);
    for (const name of Object.keys(fields)) {
      const without = Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));
      const wrong = { status: 400, body: envelope(400, `missing or wrong: ${name}`) };
      expect(await post(without)).toEqual(wrong);
      for (const value of ['', 1, null]) expect(await post({ ...fields, [name]: value })).toEqual(wrong);
    }
    const { body } = await post({ ...fields, Id: '1', SiteId: '1', Extra: 'x' });
    expect(body).toMatchObject({ Id: '646', SiteId: '169' });
    expect(body).not.toHaveProperty('Extra');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'MediaId=INST'],
    ['broken JSON', 'application/json', '{"MediaId":'],
    ['a list', 'application/json', '[]'],
    ['text', 'text/plain', '{}'],
    ['nothing', 'application/json', ''],
  ])('is refused to a client that sends %s', async (_what, type, body) => {
    const response = await fetch(`${sandbox.origin}/api/connection`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.issueToken()}`, 'content-type': type },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(envelope(400, 'the body is not a JSON object'));
  });
});

describe('finding connections', () => {
  it('answers as the documentation does', async () => {
    await post(toConnect(ovan));
    const found = await list();
    const documented = json('connections.200.json') as unknown as ConnectionList;
    expect(Object.keys(found)).toEqual(Object.keys(documented));
    for (const connection of found.data) {
      expect(Object.keys(connection)).toEqual(Object.keys(documented.data[0] ?? {}));
    }
    expect(found).toMatchObject({ limit: 20, offset: 0, count: 4, total: 4 });
  });

  it('finds connections of other media from the start, some fields of which are null or empty', async () => {
    const { data } = await list();
    expect(data.map(({ MediaId }) => MediaId)).toEqual(['WHATP', 'FCBK', 'EMAIL']);
    for (const { Password } of data) expect(Password).toMatch(/./);
    const values = data.flatMap(({ UserId, From, Token, TargetId }) => [UserId, From, Token, TargetId]);
    expect(values).toEqual(expect.arrayContaining([null, '']));
  });

  it('gives the oldest first, a page at a time, 20 or up to 100', async () => {
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

  it('leaves those up to sinceId out', async () => {
    await post(toConnect(ovan));
    await post(toConnect(ovan));
    const found = await list('?sinceId=646');
    expect(found).toMatchObject({ count: 1, total: 1 });
    expect(idsOf(found)).toEqual(['647']);
  });

  it('takes what is no number, and what it does not know, as not given', async () => {
    const all = await list();
    expect(await list('?limit=all&offset=-1&sinceId=x')).toEqual(all);
    expect(await list('?limit=0&limit=1')).toEqual(all);
    expect(await list('?since=2030-01-01&lastUpdate=2030-01-01&paging=false')).toEqual(all);
  });
});

describe('changing a connection', () => {
  it('changes what is given, and when it was changed', async () => {
    const { body } = await post(toConnect(ovan));
    now = new Date(now.getTime() + 90_000);
    const changed = await patch('646', { Name: 'Another name', Enabled: '0' });
    expect(changed).toEqual({
      status: 200,
      body: { ...body, Name: 'Another name', Enabled: '0', ModifyDate: '2026-02-01 00:01:35' },
    });
    expect(await get('646')).toEqual(changed);
  });

  it('leaves what cannot be changed', async () => {
    const before = await post(toConnect(ovan));
    expect(await patch('646', { Id: '1', SiteId: '170', MediaId: 'FCBK', Extra: 'x' })).toEqual(before);
  });

  it('moves it to another account that Facebook allows', async () => {
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
  ])('is refused by Facebook with HTTP 401 for %s, and changes nothing', async (_what, wrong) => {
    const before = await post(toConnect(ovan));
    const { TargetId } = { ...toConnect(ovan), ...wrong };
    now = new Date(now.getTime() + 90_000);
    expect(await patch('646', wrong)).toEqual({ status: 401, body: unsupported(TargetId) });
    expect(await get('646')).toEqual(before);
  });

  it('is refused by Facebook with HTTP 200 for the Page of a person who may not', async () => {
    const before = await post(toConnect(ovan));
    const refused = { status: 200, body: json('connection.200.refused.json') };
    expect(await patch('646', toConnect(rina))).toEqual(refused);
    expect(await get('646')).toEqual(before);
  });

  it('asks Facebook about Instagram only', async () => {
    expect(await patch('101', { Token: 'any' })).toMatchObject({ status: 200, body: { Token: 'any' } });
  });

  it('is refused for wrong values', async () => {
    await post(toConnect(ovan));
    for (const fields of [{ Enabled: 'yes' }, { Enabled: true }]) {
      expect(await patch('646', fields)).toEqual({
        status: 400,
        body: envelope(400, 'missing or wrong: Enabled'),
      });
    }
    expect(await patch('646', { Name: '', Token: null })).toEqual({
      status: 400,
      body: envelope(400, 'missing or wrong: Name, Token'),
    });
    expect((await patch('646', [])).body).toEqual(envelope(400, 'the body is not a JSON object'));
  });
});

describe('a connection that is not there', () => {
  it('is neither found nor changed', async () => {
    for (const id of ['646', '0', 'none', '101x', '__proto__']) {
      expect(await get(id)).toEqual({ status: 404, body: notFound });
      expect(await patch(id, { Name: 'x' })).toEqual({ status: 404, body: notFound });
    }
  });
});

describe('two sites', () => {
  it('stand in the documentation, with their accounts', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'sandbox.md'), 'utf8');
    const [section = ''] = page.split('## A token\n')[1]?.split('\n## ') ?? [];
    const rows = section.split('\n').map((line) => line.match(/(?<=`)[^` |]+(?=` +\|)/g));
    expect(rows.filter((row) => row !== null)).toEqual(
      demoUsers.map(({ credentials: { email, password, siteId } }) => [email, password, siteId]),
    );
  });

  it('have accounts of their own', async () => {
    const { credentials } = secondDemoUser;
    const body = new URLSearchParams(credentials);
    const response = await fetch(`${sandbox.origin}/api/authenticate`, { method: 'POST', body });
    const { token } = (await response.json()) as { token: string };
    expect((await post(toConnect(ovan), token)).body.SiteId).toBe(credentials.siteId);
    for (const siteId of ['169', '171']) {
      const wrong = new URLSearchParams({ ...credentials, siteId });
      const refused = await fetch(`${sandbox.origin}/api/authenticate`, { method: 'POST', body: wrong });
      expect(refused.status).toBe(401);
    }
  });

  it("neither see nor change each other's connections", async () => {
    const second = sandbox.issueToken(secondDemoUser);
    await post(toConnect(ovan));
    expect((await post(toConnect(ovan), second)).body).toMatchObject({ Id: '647', SiteId: '170' });
    const [ours, theirs] = [await list(), await list('', second)];
    expect(new Set(ours.data.map(({ SiteId }) => SiteId))).toEqual(new Set(['169']));
    expect(new Set(theirs.data.map(({ SiteId }) => SiteId))).toEqual(new Set(['170']));
    expect(new Set([...idsOf(ours), ...idsOf(theirs)]).size).toBe(8);
    for (const id of idsOf(theirs)) {
      expect(await get(id)).toEqual({ status: 404, body: notFound });
      expect(await patch(id, { Name: 'taken' })).toEqual({ status: 404, body: notFound });
    }
    expect(await list('', second)).toEqual(theirs);
  });
});

describe('the connections of a sandbox', () => {
  it('are for callers with a token', async () => {
    for (const [method, path] of [
      ['POST', '/api/connection'],
      ['GET', '/api/connection'],
      ['GET', '/api/connection/101'],
      ['PATCH', '/api/connection/101'],
    ] as const) {
      const fields = method === 'GET' ? undefined : {};
      expect(await call(method, path, fields, 'x')).toEqual({
        status: 401,
        body: envelope(401, 'Invalid token'),
      });
      const token = sandbox.issueToken();
      now = new Date(now.getTime() + 900_000);
      const expired = { status: 401, body: json('error.401.expired-token.json') };
      expect(await call(method, path, fields, token)).toEqual(expired);
    }
  });

  it('are its own, and new with each', async () => {
    await post(toConnect(ovan));
    const other = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
    const response = await fetch(`${other.origin}/api/connection`, {
      headers: { authorization: `Bearer ${other.issueToken()}` },
    });
    expect(await response.json()).toMatchObject({ total: 3 });
    await other.close();
  });
});
