import { SessionConnectionsDocument } from '../../generated/graphql';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { largeSession } from '../../support/onebox/large-sessions';
import { ConnectionPages } from '../../../src/onebox/connections/connection-pages';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
});

describe('the field connection of an account', () => {
  const answerWith = (session: object, connections: Parameters<typeof answerConnections>[0]): void => {
    onebox.answer = (request, response) => {
      const answer = request.url?.startsWith('/api/instagraph')
        ? respondJson(200, session)
        : answerConnections(connections);
      answer(request, response);
    };
  };

  it('returns the connection, or null where the account is not connected', async () => {
    answerWith(documentedSession(), [
      connection({ Id: '7', MediaId: 'FCBK', TargetId: '4887037594655873' }),
      connection(),
    ]);
    const { data, errors } = await gateway.ask(SessionConnectionsDocument, { id: documentedSessionId });
    expect(errors).toBeUndefined();
    expect(data?.instagramSession?.pages).toEqual([
      {
        id: '241794770143249',
        instagramBusinessAccount: { id: '17841439754602482', connection: { id: '646', isEnabled: true } },
        instagramAccounts: [{ id: '4887037594655873', connection: null }],
      },
    ]);
  });

  it('returns the newest of several connections', async () => {
    answerWith(documentedSession(), [connection({ Id: '1000' }), connection({ Id: '999' })]);
    const { data } = await gateway.ask(SessionConnectionsDocument, { id: documentedSessionId });
    expect(data?.instagramSession?.pages[0]?.instagramBusinessAccount?.connection?.id).toBe('1000');
  });

  it('returns a connection without its malformed values', async () => {
    answerWith(documentedSession(), [connection({ Enabled: 'maybe' })]);
    const { data, errors } = await gateway.ask(SessionConnectionsDocument, { id: documentedSessionId });
    const [page] = data?.instagramSession?.pages ?? [];
    expect(page?.instagramBusinessAccount?.connection).toEqual({ id: '646', isEnabled: null });
    expect(page?.instagramAccounts[0]?.connection).toBeNull();
    expect(errors?.map(({ path }) => path?.at(-1))).toEqual(['isEnabled']);
    expect(errors?.[0]?.message).toContain('data[0].Enabled does not match');
  });

  it('has an error for the account whose connection is unreadable, and for no other', async () => {
    answerWith(documentedSession(), [connection({ SiteId: null })]);
    const { data, errors } = await gateway.ask(SessionConnectionsDocument, { id: documentedSessionId });
    expect(data?.instagramSession?.pages[0]?.instagramAccounts[0]?.connection).toBeNull();
    expect(errors?.map(({ path }) => path?.slice(-2))).toEqual([['instagramBusinessAccount', 'connection']]);
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
  });

  it.each([1, 10, 200])('reads the list of connections once for all accounts of %d Pages', async (pages) => {
    const session = documentedSession();
    const [first] = session.accounts;
    const more = Array.from({ length: pages - 1 }, (_, index) => ({
      ...first,
      id: String(index),
      instagram_accounts: [{ id: `1${index}`, username: 'x', has_profile_picture: false }],
    }));
    session.accounts = [first, ...more];
    const others = Array.from({ length: 120 }, (_, index) => connection({ Id: String(95 + index) }));
    answerWith(session, [connection({ Id: '5', TargetId: '10' }), ...others, connection()]);
    const { data, errors } = await gateway.ask(SessionConnectionsDocument, { id: documentedSessionId });
    expect(errors).toBeUndefined();
    expect(data?.instagramSession?.pages).toHaveLength(pages);
    expect(onebox.requests.map(({ url }) => url)).toEqual([
      `/api/instagraph/session/${documentedSessionId}`,
      '/api/connection?limit=100&offset=0',
      '/api/connection?limit=100&offset=100',
    ]);
  });

  it('makes one index of the connections for all accounts of a long session', async () => {
    const { id, body } = largeSession(3000, 10);
    answerWith(
      JSON.parse(body) as object,
      Array.from({ length: 300 }, (_, index) =>
        connection({ Id: String(index + 1), TargetId: String(index + 1) }),
      ),
    );
    const list = jest.spyOn(ConnectionPages.prototype, 'list');
    // The first request with an operation is executed by graphql-js.
    const { data, errors } = await gateway.ask<
      { instagramSession: { pages: { instagramAccounts: { connection: object | null }[] }[] } },
      unknown
    >(`{ instagramSession(id: "${id}") { pages { instagramAccounts { connection { id } } } } }`);
    expect(errors).toBeUndefined();
    const accounts = data?.instagramSession.pages.flatMap(({ instagramAccounts }) => instagramAccounts);
    expect(accounts?.filter((account) => account.connection !== null)).toHaveLength(300);
    expect(list).toHaveBeenCalledTimes(1);
    list.mockRestore();
  });
});
