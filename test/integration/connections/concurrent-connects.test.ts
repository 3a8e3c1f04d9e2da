import { type RequestListener } from 'node:http';

import { siteOfTests } from '../../support/onebox/connectable-site';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { jwt } from '../../support/tokens';

const site = siteOfTests();

describe('two simultaneous connectInstagramAccount of the same account', () => {
  it('create one connection: the second waits, finds it, and refreshes its tokens', async () => {
    site.answerWrite = (request, response) => {
      setTimeout(() => {
        if (request.method === 'POST') site.existing.push(connection());
        respondJson(200, connection())(request, response);
      }, 50);
    };
    const answers = await Promise.all([
      site.connect({}, { authorization: 'Bearer first' }),
      site.connect({}, { authorization: 'Bearer second' }),
    ]);
    expect(answers.map(({ data }) => data?.connectInstagramAccount.id)).toEqual(['646', '646']);
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    const [post, patch] = site.onebox.requests.filter(({ method }) => method !== 'GET');
    expect(post?.headers.authorization).not.toBe(patch?.headers.authorization);
  });

  it.each<[string, RequestListener, string]>([
    ['Onebox does not answer the first in time', () => undefined, 'ONEBOX_TIMEOUT'],
    ['the connection breaks', ({ socket }) => socket.destroy(), 'ONEBOX_UNAVAILABLE'],
    ['Onebox fails while it answers', respondJson(500, ''), 'ONEBOX_UNAVAILABLE'],
  ])('send one POST where %s, and all waiting callers get an error', async (_what, answer, code) => {
    site.answerWrite = answer;
    const answers = await Promise.all([
      site.connect({}, { authorization: 'Bearer first' }),
      site.connect({}, { authorization: 'Bearer second' }),
      site.connect({}, { authorization: 'Bearer third' }),
    ]);
    for (const { errors } of answers) {
      expect(errors?.[0]?.extensions).toMatchObject({ code, retryable: false });
      expect(errors?.[0]?.message).toContain('ask connectedAccounts');
    }
    expect(site.writes()).toHaveLength(1);
  });

  it('show the error text of Onebox to the first caller only', async () => {
    site.answerWrite = (request, response) => {
      const answer = respondJson(500, { records: { errorCode: 500, userMessage: 'words for the first' } });
      setTimeout(() => {
        answer(request, response);
      }, 50);
    };
    const answers = await Promise.all([
      site.connect({}, { authorization: 'Bearer first' }),
      site.connect({}, { authorization: 'Bearer second' }),
    ]);
    const words = answers.map(({ errors }) => errors?.[0]?.extensions.onebox?.userMessage);
    expect(words.sort()).toEqual(['words for the first', undefined]);
  });

  it('continue where Onebox rejected the first', async () => {
    site.answerWrite = (request, response) => {
      const isFirst = site.writes().length === 1;
      respondJson(200, isFirst ? { error: '(#200) no' } : connection())(request, response);
    };
    const answers = await Promise.all([
      site.connect({}, { authorization: 'Bearer first' }),
      site.connect({}, { authorization: 'Bearer second' }),
    ]);
    const reasons = answers.map(({ errors }) => errors?.[0]?.extensions.reason);
    expect(reasons.sort()).toEqual(['FACEBOOK_REFUSED', undefined]);
  });

  it('can connect the account after a POST with an unknown outcome has ended', async () => {
    site.answerWrite = (request, response) => {
      site.existing.push(connection());
      if (request.method === 'PATCH') respondJson(200, connection())(request, response);
    };
    expect((await site.connect()).errors?.[0]?.extensions.code).toBe('ONEBOX_TIMEOUT');
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });

  it('do not wait for each other where the sites differ', async () => {
    const authorizationOf = (sid: string) => ({ authorization: `Bearer ${jwt({ sid })}` });
    site.answerWrite = (request, response) => {
      if (site.writes().length === 2) respondJson(200, connection({ SiteId: '2' }))(request, response);
    };
    const [stuck, other] = await Promise.all([
      site.connect({}, authorizationOf('1')),
      site.connect({}, authorizationOf('2')),
    ]);
    const codes = [stuck, other].map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.sort()).toEqual(['ONEBOX_TIMEOUT', undefined]);
    expect(site.writes()).toHaveLength(2);
  });

  it('do not wait for each other where the accounts differ', async () => {
    site.answerWrite = (request, response) => {
      if (site.writes().length === 2) {
        const { TargetId } = site.writes().at(-1)?.body as { TargetId: string };
        respondJson(200, connection({ TargetId }))(request, response);
      }
    };
    const [stuck, other] = await Promise.all([
      site.connect(),
      new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() =>
        site.connect({ instagramAccountId: '4887037594655873' }),
      ),
    ]);
    expect(stuck.errors?.[0]?.extensions.code).toBe('ONEBOX_TIMEOUT');
    expect(other.data?.connectInstagramAccount.instagramAccountId).toBe('4887037594655873');
  });
});

describe('connectInstagramAccount while a list of connections is being read', () => {
  it('reads the list again, since the other read began before the connection was created', async () => {
    const isList = (url: string) => url.startsWith('/api/connection?');
    const answerNow = site.onebox.answer;
    let answerHeld: (() => void) | undefined;
    site.onebox.answer = (request, response) => {
      if (answerHeld !== undefined || !isList(request.url ?? '')) answerNow(request, response);
      else
        answerHeld = () => {
          respondJson(200, { total: 0, data: [] })(request, response);
        };
    };
    site.answerWrite = (request, response) => {
      if (request.method === 'POST') site.existing.push(connection());
      respondJson(200, connection())(request, response);
    };
    const held = site.gateway.ask<unknown, unknown>('{ connectedAccounts { totalCount } }');
    while (answerHeld === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await site.connect();
    await site.connect();
    answerHeld();
    await held;
    site.onebox.answer = answerNow;
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });
});
