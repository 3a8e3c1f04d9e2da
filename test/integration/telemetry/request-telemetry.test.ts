import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { telemetryGatewayOfTests } from '../../support/gateway/telemetry-gateway';

const session = `query InstagramSession($id: ID!) { instagramSession(id: $id) { profile { name } } }`;

const gateway = telemetryGatewayOfTests();

describe('an operation', () => {
  it('has one line in the log', async () => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    await gateway.ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'one-line' },
    );
    const line = await gateway.lineOf('one-line');
    expect(line).toEqual({
      level: 30,
      time: expect.any(String) as string,
      requestId: 'one-line',
      method: 'POST',
      route: '/graphql',
      status: 200,
      operation: 'InstagramSession',
      outcome: 'ok',
      upstreamCalls: 1,
      caller: expect.stringMatching(/^[\w-]{12}$/) as string,
      durationMs: expect.any(Number) as number,
      trace_id: expect.stringMatching(/^[\da-f]{32}$/) as string,
      msg: 'request',
    });
  });

  it('has its error codes in its log line', async () => {
    gateway.onebox.answer = respondJson(401, documentedBody('error.401.over-quota.json'));
    await gateway.ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'failed', authorization: 'Bearer another-token' },
    );
    expect(await gateway.lineOf('failed')).toMatchObject({ outcome: 'error', codes: ['RATE_LIMITED'] });
  });

  it('has the same caller in its log line for the same token only', async () => {
    const callerOf = async (id: string, token: string): Promise<unknown> => {
      await gateway.ask(
        { query: '{ instagramAuthUrl }' },
        { 'x-request-id': id, authorization: `Bearer ${token}` },
      );
      return (await gateway.lineOf(id))['caller'];
    };
    const caller = await callerOf('caller-1', 'some-token');
    expect(await callerOf('caller-2', 'some-token')).toBe(caller);
    expect(await callerOf('caller-3', 'other-token')).not.toBe(caller);
  });

  it('is counted by name and outcome, and its errors by code and reason', async () => {
    gateway.onebox.answer = respondJson(404, {});
    await gateway.ask({ query: session, variables: { id: documentedSessionId } });
    await gateway.ask({ query: '{ nonsense' });
    const text = await gateway.metrics();
    expect(text).toMatch(/^gateway_operations_total\{operation="InstagramSession",outcome="ok"\} 1$/m);
    expect(text).toMatch(/^gateway_operations_total\{operation="none",outcome="error"\} 1$/m);
    expect(text).toMatch(/^gateway_errors_total\{code="NOT_FOUND",reason="SESSION_NOT_FOUND"\} 1$/m);
    expect(text).toMatch(
      /^gateway_upstream_call_duration_seconds_count\{endpoint="GET \/api\/instagraph\/session\/\{id\}",outcome="session-not-found"\} 1$/m,
    );
  });

  it('has the same log line on the fast path', async () => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const query = session.replace('InstagramSession(', 'Again(');
    for (const id of ['again-1', 'again-2', 'again-3']) {
      await gateway.ask({ query, variables: { id: documentedSessionId } }, { 'x-request-id': id });
      expect(await gateway.lineOf(id)).toMatchObject({ operation: 'Again', outcome: 'ok', upstreamCalls: 1 });
    }
    expect(await gateway.metrics()).toMatch(
      /^gateway_operations_total\{operation="Again",outcome="ok"\} 3$/m,
    );
  });

  it('has its client in its log line, and as a label for an accepted caller', async () => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const clientOf = async (id: string, extensions: object, headers: Record<string, string>) => {
      await gateway.ask(
        { query: session, variables: { id: documentedSessionId }, extensions },
        { 'x-request-id': id, ...headers },
      );
      const { client, clientVersion } = await gateway.lineOf(id);
      return [client, clientVersion];
    };
    const named = { 'apollographql-client-name': 'admin', 'apollographql-client-version': '2.1.0' };
    const library = { clientLibrary: { name: '@apollo/client', version: '4.3.8' } };
    expect(await clientOf('client-1', library, named)).toEqual(['admin', '2.1.0']);
    expect(await clientOf('client-2', library, {})).toEqual(['@apollo/client', '4.3.8']);
    expect(await clientOf('client-3', {}, { 'apollographql-client-name': 'a@b.example' })).toEqual([
      'other',
      'none',
    ]);
    expect(await gateway.metrics()).toMatch(
      /^gateway_client_operations_total\{client="admin",version="2\.1\.0",outcome="ok"\} 1$/m,
    );
  });

  it('has the label other for an invented name or client of an unaccepted caller', async () => {
    const series = async (): Promise<number> =>
      [...(await gateway.metrics()).matchAll(/^gateway_(?:client_)?operations_total/gm)].length;
    const before = await series();
    for (let i = 0; i < 120; i += 1) {
      await gateway.ask(
        { query: `query Name${i} { instagramAuthUrl }` },
        { authorization: `Bearer made-up-${i}`, 'apollographql-client-name': `client-${i}` },
      );
    }
    gateway.onebox.answer = respondJson(401, documentedBody('error.401.expired-token.json'));
    await gateway.ask(
      { query: session.replace('Instagram', 'Refused'), variables: { id: documentedSessionId } },
      { authorization: 'Bearer refused' },
    );
    expect(await series()).toBe(before);
  });

  it('has a label for its name up to the maximum of a caller', async () => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const variables = { id: documentedSessionId };
    for (let i = 0; i < 40; i += 1) {
      const query = session.replace('InstagramSession(', `Mine${i}(`);
      await gateway.ask({ query, variables }, { authorization: 'Bearer of-many-names' });
    }
    await gateway.ask({ query: session.replace('InstagramSession(', 'Yours('), variables });
    const text = await gateway.metrics();
    expect(text).toMatch(/^gateway_operations_total\{operation="Yours",outcome="ok"\} 1$/m);
    expect(text.match(/^gateway_operations_total\{operation="Mine\d+"/gm)).toHaveLength(25);
  });
});

describe('a failure of Onebox', () => {
  const token = (claims: object): string =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

  it('logs endpoint, status, attempt, caller, site and operation, without a stack', async () => {
    gateway.onebox.answer = respondJson(503, {});
    await gateway.ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'failing', authorization: `Bearer ${token({ sid: '169' })}` },
    );
    const [line] = await gateway.process.saw(/^.*"level":40.*"requestId":"failing".*$/m);
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.any(String) as string,
      requestId: 'failing',
      trace_id: expect.stringMatching(/^[\da-f]{32}$/) as string,
      caller: expect.stringMatching(/^[\w-]{12}$/) as string,
      siteId: '169',
      operation: 'InstagramSession',
      endpoint: 'GET /api/instagraph/session/{id}',
      status: 503,
      attempt: 3,
      durationMs: expect.any(Number) as number,
      errors: 1,
      err: expect.objectContaining({ type: 'OneboxError', kind: 'failed' }) as object,
      msg: 'Onebox did not respond as documented',
    });
    expect(line).not.toContain('frames');
  });

  it('logs the cause where there was no response', async () => {
    gateway.onebox.answer = ({ socket }) => socket.destroy();
    const authorization = `Bearer ${token({ sid: 'a-secret' })}`;
    await gateway.ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'broken', authorization },
    );
    const [line] = await gateway.process.saw(/^.*"level":40.*"requestId":"broken".*$/m);
    expect(JSON.parse(line)).toMatchObject({ attempt: 3, err: { kind: 'unreachable', cause: {} } });
    expect(line).not.toMatch(/"status"|"siteId"|"frames"/);
  });
});
