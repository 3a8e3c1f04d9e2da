import { type RequestListener } from 'node:http';

import { AuthenticateDocument, InstagramSessionDocument } from '../../generated/graphql';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '30' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
});

let callers = 0;
/** Reads as a new caller, without cached responses. */
const read = (authorization = `Bearer caller-${callers++}`) =>
  gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, { authorization });
const readChanged = async (change: (session: ReturnType<typeof documentedSession>) => void) => {
  const session = documentedSession();
  change(session);
  onebox.answer = respondJson(200, session);
  // The second time the fast path executes the query.
  const first = await read();
  const { data, errors } = await read();
  expect({ ...first, errors: first.errors?.map(({ path }) => path) }).toEqual({
    data,
    errors: errors?.map(({ path }) => path),
  });
  return { page: data?.instagramSession?.pages[0], pages: data?.instagramSession?.pages, errors };
};
const pagePath = ['instagramSession', 'pages', 0];

describe('instagramSession', () => {
  it('returns a Page whose instagram_accounts is {}', async () => {
    const { page, errors } = await readChanged(({ accounts: [first] }) => {
      first.instagram_accounts = {} as never;
    });
    expect(errors).toBeUndefined();
    expect(page?.instagramAccounts).toEqual([]);
    expect(page?.instagramBusinessAccount?.username).toBe('trycloudy123');
  });

  it('returns a Page with malformed instagram_accounts, with an error at their path', async () => {
    const { page, errors } = await readChanged(({ accounts: [first] }) => {
      first.instagram_accounts = 'many' as never;
    });
    expect(errors?.map(({ path }) => path)).toEqual([[...pagePath, 'instagramAccounts']]);
    expect(errors?.[0]?.message).toContain(' accounts[0].instagram_accounts does not match');
    expect(page?.instagramAccounts).toEqual([]);
    expect(page?.name).toBe('TryalCloudy03');
  });

  it.each<[unknown, boolean | null]>([
    ['1', true],
    ['0', false],
    [1, true],
    [0, false],
    ['true', true],
    [null, null],
  ])('accepts has_profile_picture as %j', async (flag, expected) => {
    const { page, errors } = await readChanged(({ accounts: [first] }) => {
      Object.assign(first.instagram_accounts?.[0] ?? {}, { has_profile_picture: flag });
    });
    expect(errors).toBeUndefined();
    expect(page?.instagramAccounts[0]?.hasProfilePicture).toBe(expected);
  });

  it('returns an error at the path of each malformed flag and name, and keeps the rest', async () => {
    const { page, errors } = await readChanged(({ accounts: [first] }) => {
      Object.assign(first.instagram_accounts?.[0] ?? {}, { has_profile_picture: 'maybe', name: 7 });
      first.name = { odd: true };
    });
    expect(errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        [...pagePath, 'name'],
        [...pagePath, 'instagramAccounts', 0, 'name'],
        [...pagePath, 'instagramAccounts', 0, 'hasProfilePicture'],
      ]),
    );
    expect(errors).toHaveLength(3);
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['ONEBOX_BAD_RESPONSE']),
    );
    expect(page?.name).toBeNull();
    expect(page?.instagramAccounts[0]).toMatchObject({
      username: 'trycloudy123',
      name: null,
      hasProfilePicture: null,
      profilePictureExpiresAt: '2020-10-08T02:14:39.000Z',
    });
  });

  it.each([undefined, null, ''])(
    'returns a Page whose token is %j, and caches the session',
    async (token) => {
      const session = documentedSession();
      session.accounts[0].access_token = token;
      onebox.answer = respondJson(200, session);
      const authorization = `Bearer caller-${callers++}`;
      for (let time = 0; time < 2; time += 1) {
        const { data, errors } = await read(authorization);
        expect(errors).toBeUndefined();
        expect(data?.instagramSession?.pages[0]?.name).toBe('TryalCloudy03');
      }
      expect(onebox.requests).toHaveLength(1);
    },
  );

  it('returns a Page once that Onebox lists twice, with the accounts of both', async () => {
    const { pages, errors } = await readChanged((session) => {
      const [first] = session.accounts;
      session.accounts = [
        { id: first.id, name: ' ', instagram_accounts: [{ id: '1', username: 'one' }] },
        first,
      ];
    });
    expect(errors).toBeUndefined();
    expect(pages).toHaveLength(1);
    expect(pages?.[0]?.name).toBe('TryalCloudy03');
    expect(pages?.[0]?.instagramBusinessAccount?.id).toBe('17841439754602482');
    expect(pages?.[0]?.instagramAccounts.map(({ id }) => id)).toEqual(['1', '4887037594655873']);
  });

  it.each([
    ['a fraction behind a long id', '"id": 17841439754602483.5'],
    ['an exponent', '"id": 1.7841439754602483e16'],
    ['a short exponent', '"id": 1e3'],
  ])('omits an account whose id has %s', async (_what, id) => {
    onebox.answer = respondJson(
      200,
      documentedBody('session.200.json').replace('"id": "4887037594655873"', id),
    );
    const { data, errors } = await read();
    expect(data?.instagramSession?.pages[0]?.instagramAccounts).toEqual([]);
    expect(errors?.[0]?.message).toContain(' accounts[0].instagram_accounts[0].id does not match');
  });

  it('uses the last of a duplicate key, also beside a number of 17 digits', async () => {
    const body = documentedBody('session.200.json')
      .replace('"id": "17841439754602482"', '"id": 17841439754602482')
      .replace('"name": "TryalCloudy03"', '"name": "First", "name": "Last"');
    onebox.answer = respondJson(200, body);
    const { data, errors } = await read();
    expect(errors).toBeUndefined();
    expect(data?.instagramSession?.pages[0]?.name).toBe('Last');
    expect(data?.instagramSession?.pages[0]?.instagramBusinessAccount?.id).toBe('17841439754602482');
  });

  it.each(['7', '17841439754602482'])('rejects a name that is the number %s', async (name) => {
    const body = documentedBody('session.200.json').replace('"name": "TryalCloudy03"', `"name": ${name}`);
    onebox.answer = respondJson(200, body);
    const { data, errors } = await read();
    expect(errors?.map(({ path }) => path)).toEqual([[...pagePath, 'name']]);
    expect(JSON.stringify(data)).not.toContain(`"name":${name}`);
    expect(data?.instagramSession?.pages).toHaveLength(1);
  });
});

describe('an error of Onebox', () => {
  const errorFor = async (answer: RequestListener, authorization?: string) => {
    onebox.answer = answer;
    const { errors } = await read(authorization);
    return errors?.[0];
  };

  it('rounds Retry-After: 1.5 up', async () => {
    const before = Date.now();
    const error = await errorFor(respondJson(429, '', { 'retry-after': '61.5' }));
    const retryAtMs = Date.parse(error?.extensions.retryAt ?? '');
    expect(retryAtMs).toBeGreaterThanOrEqual(before + 62_000);
    expect(retryAtMs).toBeLessThanOrEqual(Date.now() + 62_000);
    expect(onebox.requests).toHaveLength(1);
  });

  it.each(['-1', 'soon', '2026-11-29', '1.5 s', '1e3', 'Nov 29, 2026'])(
    'has no retryAt, and causes no retry, with Retry-After: %s',
    async (header) => {
      const error = await errorFor(respondJson(429, '', { 'retry-after': header }));
      expect(error?.extensions).toMatchObject({ reason: 'TOO_MANY_REQUESTS' });
      expect(error?.extensions).not.toHaveProperty('retryAt');
      expect(onebox.requests).toHaveLength(1);
    },
  );

  it.each([
    respondJson(403, errorEnvelope(403, 'no')),
    respondJson(200, errorEnvelope('403', 'no')),
    respondJson(403, ''),
  ])('is FORBIDDEN / NOT_ALLOWED with HTTP 403', async (answer) => {
    expect((await errorFor(answer))?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_ALLOWED',
      retryable: false,
    });
  });

  it('has no part of a token after 490 characters, and no characters that reverse text', async () => {
    const { token } = documentedSession();
    const words = `${'word '.repeat(98)}${token}`;
    const long = await errorFor(respondJson(401, errorEnvelope(401, words)));
    expect(JSON.stringify(long)).not.toContain('EAAG');
    const turned = await errorFor(respondJson(401, errorEnvelope(401, 'no\u202E tok\u200Ben')));
    expect(turned?.extensions.onebox?.userMessage).toBe('no token');
  });

  it('has no bearer token in another encoding', async () => {
    for (const spelt of [
      callersToken.toUpperCase(),
      callersToken.replaceAll('-', '%2d'),
      callersToken.match(/.{1,20}/g)?.join('/') ?? '',
    ]) {
      const error = await errorFor(
        respondJson(401, errorEnvelope(401, `no ${spelt}.`)),
        `Bearer ${callersToken}`,
      );
      expect(error?.extensions.onebox?.userMessage).toMatch(/^no \[removed\]\.?$/);
    }
  });

  it.each([
    ['in another case', 'PA SS&WÖRD%'],
    ['percent-encoded', encodeURIComponent('pa ss&wörd%')],
    ['form-encoded', 'pa+ss%26w%C3%B6rd%25'],
    ['as HTML', 'pa ss&amp;w&ouml;rd%'.replace('&ouml;', '&#246;')],
    ['in base64', Buffer.from('pa ss&wörd%').toString('base64')],
  ])('has no password %s', async (_how, spelt) => {
    onebox.answer = respondJson(401, errorEnvelope(401, `<${spelt}> is wrong for jo%40Example.com`));
    const credentials = { email: 'jo@example.com', password: 'pa ss&wörd%', siteId: '169' };
    const { errors } = await gateway.ask(AuthenticateDocument, credentials, {});
    expect(errors?.[0]?.extensions.onebox?.userMessage).toBe('<[removed]> is wrong for [removed]');
  });
});
