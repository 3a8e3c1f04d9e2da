import { dewi, ovan, rina, sari } from '../../../src/sandbox/people/people';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { connectionCalls, toConnect, unsupported } from '../../support/onebox/connection-calls';
import { errorEnvelope } from '../../support/error-envelope';
import { documentedFields } from '../../support/fixtures';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    now: () => new Date('2026-01-31T17:00:05.900Z'),
  });
});

afterEach(() => sandbox.close());

const { post, get, list } = connectionCalls(() => sandbox);

describe('POST /api/connection of the sandbox', () => {
  it('returns the documented body', async () => {
    const { status, body } = await post(toConnect(ovan));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(Object.keys(documentedFields('connection.200.json')));
    expect(body).toEqual({
      ...documentedFields('connection.200.json'),
      Password: ovan.token,
      Token: ovan.accounts[0]?.access_token,
      CreateDate: '2026-02-01 00:00:05',
      ModifyDate: '2026-02-01 00:00:05',
    });
  });

  it('stores the connection, and increments the Id', async () => {
    const first = await post(toConnect(ovan));
    const second = await post(toConnect(sari, 1));
    expect([first.body.Id, second.body.Id]).toEqual(['646', '647']);
    expect(await get('646')).toEqual(first);
    expect(await get('647')).toEqual(second);
  });

  it('creates a second connection for the same account', async () => {
    await post(toConnect(ovan));
    expect((await post(toConnect(ovan))).body.Id).toBe('647');
  });

  it('accepts the business account and any other Instagram account of the Page', async () => {
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
  ])('is rejected by Facebook with HTTP 401 for %s', async (_what, wrong) => {
    const fields = { ...toConnect(ovan), ...wrong };
    expect(await post(fields)).toEqual({ status: 401, body: unsupported(fields.TargetId) });
    expect((await list()).total).toBe(3);
  });

  it('is rejected by Facebook with HTTP 401 for a Page without Instagram', async () => {
    const fields = { ...toConnect(dewi), Name: 'Salon Dewi', From: '1', TargetId: '1' };
    expect(await post(fields)).toEqual({ status: 401, body: unsupported('1') });
  });

  it('is rejected by Facebook with HTTP 200 for the Page of a person without permission', async () => {
    expect(await post(toConnect(rina))).toEqual({
      status: 200,
      body: documentedFields('connection.200.refused.json'),
    });
    expect((await list()).total).toBe(3);
  });

  it('accepts WhatsApp without a check', async () => {
    const fields = { ...toConnect(ovan), MediaId: 'WHATP', ProviderId: 'PVD30', Password: 'any' };
    expect(await post(fields)).toMatchObject({ status: 200, body: { MediaId: 'WHATP', Password: 'any' } });
  });

  it('requires every documented field, and drops any other', async () => {
    const fields = toConnect(ovan);
    for (const name of Object.keys(fields)) {
      const without = Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));
      const wrong = { status: 400, body: errorEnvelope(400, `missing or wrong: ${name}`) };
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
  ])('rejects a client that sends %s', async (_what, type, body) => {
    const response = await fetch(`${sandbox.origin}/api/connection`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.issueToken()}`, 'content-type': type },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(errorEnvelope(400, 'the body is not a JSON object'));
  });
});
