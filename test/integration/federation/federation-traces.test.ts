import { Trace } from '@apollo/usage-reporting-protobuf';

import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(200, documentedSession()));
});

afterEach(() => gateway?.close());
afterAll(() => onebox.close());

interface Traced {
  data: unknown;
  extensions?: { ftv1: string };
}

const query = 'query ($id: ID!) { instagramSession(id: $id) { id pages { id name } } }';

const ask = async (headers: Record<string, string>, body: object = {}): Promise<Traced> => {
  const response = await fetch(`${gateway?.origin ?? ''}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${callersToken}`, ...headers },
    body: JSON.stringify({ query, variables: { id: documentedSessionId }, ...body }),
  });
  return (await response.json()) as Traced;
};
const wanted = { 'apollo-federation-include-trace': 'ftv1' };

interface Node {
  child?: Node[] | null;
}
const nodesOf = ({ child }: Node): number => (child ?? []).reduce((sum, one) => sum + 1 + nodesOf(one), 0);
const traceOf = ({ extensions }: Traced): Trace =>
  Trace.decode(Buffer.from(extensions?.ftv1 ?? '', 'base64'));

describe('a federation gateway that requests a trace', () => {
  it('gets none by default', async () => {
    gateway = await startGateway(onebox.origin);
    for (let times = 0; times < 2; times += 1) expect(await ask(wanted)).not.toHaveProperty('extensions');
  });

  it('gets a trace of every field with FEDERATION_TRACES, in each response', async () => {
    gateway = await startGateway(onebox.origin, { FEDERATION_TRACES: 'true' });
    for (let times = 0; times < 3; times += 1) {
      const traced = await ask(wanted);
      expect(traced.data).toHaveProperty('instagramSession.pages.0.name');
      const { root } = traceOf(traced);
      const [session] = root?.child ?? [];
      expect(session).toMatchObject({ responseName: 'instagramSession', parentType: 'Query' });
      expect(nodesOf(root ?? {})).toBeGreaterThanOrEqual(6);
    }
  });

  it('gets only the path of an error in a trace', async () => {
    gateway = await startGateway(onebox.origin, { FEDERATION_TRACES: 'true' });
    const traced = await ask(wanted, { variables: { id: 'canary' } });
    const text = JSON.stringify(traceOf(traced));
    expect(text).toContain('<masked>');
    expect(text).not.toContain('canary');
    expect(text).not.toContain('session id');
  });

  it('gets a trace of at most 10,000 fields', async () => {
    const session = documentedSession();
    const [page] = session.accounts;
    session.accounts = Array.from({ length: 7000 }, (_, n) => ({ ...page, id: String(n + 1) })) as never;
    const many = await startFakeOnebox(respondJson(200, session));
    gateway = await startGateway(many.origin, { FEDERATION_TRACES: 'true' });
    const traced = await ask(wanted);
    await many.close();
    expect((traced.data as { instagramSession: { pages: [] } }).instagramSession.pages).toHaveLength(7000);
    // Of each entry of a list there is a node besides.
    expect(nodesOf(traceOf(traced).root ?? {})).toBeLessThan(10_000 + 7000);
  });
});

it('is the only one that gets a trace with FEDERATION_TRACES', async () => {
  gateway = await startGateway(onebox.origin, { FEDERATION_TRACES: 'true' });
  await ask(wanted);
  for (const headers of [{}, { 'apollo-federation-include-trace': 'ftv2' }]) {
    expect(await ask(headers)).not.toHaveProperty('extensions');
  }
});
