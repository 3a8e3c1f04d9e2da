import {
  type GatewayName,
  goodAnswer,
  inManifest,
  onebox,
  place,
  places,
  setUpClients,
  urlOf,
} from '../../support/clients/client-gateways';
import { type ClientName, type ClientPlace, type ClientResult } from '../../support/clients/client-places';
import {
  documentedBody,
  documentedFields,
  documentedSession,
  documentedSessionId,
} from '../../support/fixtures';
import { asksOfApollo } from '../../support/gateway/fast-path';
import { respondJson } from '../../support/onebox/fake-onebox';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { jwt } from '../../support/tokens';

setUpClients();

const clientNames: ClientName[] = ['apollo', 'urql', 'graphqlRequest'];
const session = 'query Session($id: ID!) { instagramSession(id: $id) { id profile { name } } }';
const variables = { id: documentedSessionId };
const freshToken = {
  ...documentedFields('authenticate.200.json'),
  token: jwt({ sub: '55', sid: '169', exp: Math.floor(Date.now() / 1000) + 900 }),
};
const credentials = { email: 'a@b.id', password: 'c', siteId: '169' };

let tokens = 0;
const newToken = (): string => `some.token.${(tokens += 1)}`;

const refused = (code: string, rest: object = {}): object =>
  expect.objectContaining({ extensions: expect.objectContaining({ code, ...rest }) as object }) as object;

describe.each(places)('in %s', (where) => {
  describe.each(clientNames)('%s', (client) => {
    const ask = (
      request: Partial<Parameters<ClientPlace['ask']>[1]> = {},
      gateway: GatewayName = 'standard',
    ): ReturnType<ClientPlace['ask']> =>
      place(where).ask(client, {
        url: urlOf(gateway),
        operation: session,
        variables,
        token: newToken(),
        ...request,
      });

    it('reads a query, by itself and by GET', async () => {
      for (const useGet of [undefined, true, false]) {
        const { data, errors, failure } = await ask(useGet === undefined ? {} : { useGet });
        expect([errors, failure]).toEqual([[], undefined]);
        expect(data).toMatchObject({ instagramSession: { profile: { name: 'Ovan Donnovan' } } });
      }
    });

    it('takes the fast path with its second request, by itself and by GET', async () => {
      const operation = session.replace('Session(', `Second${where}${client}(`);
      for (const method of [{}, { useGet: true }, { useGet: false }]) {
        await ask({ operation, ...method });
        const calls = await asksOfApollo(async () => {
          expect((await ask({ operation, ...method })).errors).toEqual([]);
        });
        expect(calls).toBe(0);
      }
    });

    it('reads a mutation', async () => {
      onebox.answer = respondJson(200, documentedBody('authenticate.200.json'));
      const { data, errors } = await ask({
        operation:
          'mutation SignIn($email: String!, $password: String!, $siteId: ID!) { authenticate(email: $email, password: $password, siteId: $siteId) { siteId token } }',
        variables: credentials,
      });
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ authenticate: { siteId: '169' } });
    });

    it('reads data and errors that come together', async () => {
      const body = documentedSession();
      onebox.answer = respondJson(200, { ...body, accounts: [...body.accounts, { id: {} }] });
      const { data, errors } = await ask({
        operation: 'query Pages($id: ID!) { instagramSession(id: $id) { pages { id } } }',
      });
      expect(data).toMatchObject({ instagramSession: { pages: [{ id: '241794770143249' }] } });
      expect(errors).toEqual([refused('ONEBOX_BAD_RESPONSE', { retryable: false })]);
      expect(errors[0]?.path?.[0]).toBe('instagramSession');
    });

    it.each<[string, string, Record<string, unknown>, object]>([
      [
        'a limit',
        `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
        {},
        refused('BAD_USER_INPUT'),
      ],
      ['an unknown field', '{ nothing }', {}, refused('BAD_USER_INPUT', { retryable: false })],
      ['a variable of another type', session, { id: ['a'] }, refused('BAD_USER_INPUT')],
      ['an argument', session, { id: 'x' }, refused('BAD_USER_INPUT', { reason: 'SESSION_ID_MALFORMED' })],
    ])('reads the code of an error: %s', async (_which, operation, values, expected) => {
      const { errors, failure } = await ask({ operation, variables: values });
      expect([errors, failure]).toEqual([[expected], undefined]);
    });

    it.each<[number, string, object]>([
      [
        401,
        documentedBody('error.401.over-quota.json'),
        refused('RATE_LIMITED', { reason: 'QUOTA_EXHAUSTED', retryable: true }),
      ],
      [404, '{}', refused('NOT_FOUND', { reason: 'SESSION_NOT_FOUND' })],
      [200, '<html>', refused('ONEBOX_BAD_RESPONSE', { reason: 'UPSTREAM_CONTRACT_BROKEN' })],
      [500, '{}', refused('ONEBOX_UNAVAILABLE', { retryable: true })],
    ])('reads the code of an error where Onebox answers %s', async (status, body, expected) => {
      onebox.answer = respondJson(status, body);
      const { errors, failure } = await ask();
      expect([errors, failure]).toEqual([[expected], undefined]);
    });

    it('reads the code and retryAt of HTTP 429', async () => {
      const token = newToken();
      const results: ClientResult[] = [];
      // A minute may end in between.
      for (let times = 0; times < 5; times += 1) results.push(await ask({ token }, 'narrow'));
      const limited = results.flatMap(({ errors }) => errors);
      expect(results.map(({ failure }) => failure)).toEqual(Array(5).fill(undefined));
      expect(limited.length).toBeGreaterThan(0);
      for (const error of limited) {
        expect(error).toEqual(
          refused('RATE_LIMITED', {
            reason: 'TOO_MANY_REQUESTS',
            retryable: true,
            retryAt: expect.any(String) as string,
          }),
        );
      }
    });

    it('reads the code and retryAt of HTTP 503', async () => {
      const held = holdAnswer(goodAnswer);
      onebox.answer = held.listener;
      const admitted = ask({}, 'narrow');
      await until(() => onebox.requests.length === 1);
      const { errors, failure } = await ask({}, 'narrow');
      held.release();
      await admitted;
      expect([errors, failure]).toEqual([
        [refused('OVERLOADED', { retryable: true, retryAt: expect.any(String) as string })],
        undefined,
      ]);
    });

    it('signs in again when the token has expired, once', async () => {
      onebox.answer = (request, response) => {
        const isGood = request.headers.authorization !== 'Bearer expired.token';
        const isSignIn = request.url === '/api/authenticate';
        if (isSignIn) respondJson(200, freshToken)(request, response);
        else if (isGood) goodAnswer(request, response);
        else respondJson(401, documentedBody('error.401.expired-token.json'))(request, response);
      };
      const request = { url: urlOf('standard'), operation: session, variables, token: 'expired.token' };
      const { data, errors } = await place(where).askSignedIn(client, request, credentials);
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ instagramSession: { profile: {} } });
      expect(onebox.requests.filter(({ url }) => url === '/api/authenticate')).toHaveLength(1);
    });
  });
});

describe.each(places)('persisted queries in %s', (where) => {
  describe.each(['apollo', 'urql'] as const)('%s', (client) => {
    const ask = (gateway: GatewayName, operation: string, useGet = false): ReturnType<ClientPlace['ask']> =>
      place(where).ask(client, {
        url: urlOf(gateway),
        operation,
        token: newToken(),
        persisted: true,
        useGet,
      });

    it.each(['standard', 'warn'] as const)(
      'sends the text where its hash is not known: %s',
      async (gateway) => {
        for (const useGet of [false, true]) {
          const { data, errors, failure } = await ask(gateway, '{ instagramAuthUrl }', useGet);
          expect([errors, failure]).toEqual([[], undefined]);
          expect(data).toHaveProperty('instagramAuthUrl');
        }
      },
    );

    it('runs by its hash what a manifest has', async () => {
      for (const useGet of [false, true]) {
        const { data, errors, failure } = await ask('enforce', inManifest, useGet);
        expect([errors, failure]).toEqual([[], undefined]);
        expect(data).toHaveProperty('instagramAuthUrl');
      }
    });

    it('gets a final error where only operations of manifests run', async () => {
      const { data, errors, failure } = await ask('enforce', '{ instagramAuthUrl }');
      expect([errors, failure]).toEqual([[refused('NOT_FOUND', { retryable: false })], undefined]);
      expect(data ?? null).toBeNull();
    });
  });
});
