import { type RequestListener } from 'node:http';

import {
  AuthenticateDocument,
  ConnectInstagramAccountDocument,
  InstagramSessionDocument,
} from '../../generated/graphql';
import { choice } from '../../support/onebox/connectable-site';
import { respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import {
  type InformationalOnebox,
  startInformationalOnebox,
} from '../../support/onebox/informational-onebox';
import { flood } from '../../support/clients/tcp-responses';

const continued = 'HTTP/1.1 100 Continue\r\n\r\n';
const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n';
const processing = 'HTTP/1.1 102 Processing\r\n\r\n';
const credentials = { email: 'jo@example.com', password: 'a-long-password', siteId: '169' };

const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const endless =
  (piece: string, beginning = ''): RequestListener =>
  ({ socket }) => {
    flood(beginning, Buffer.from(piece.repeat(10_000)), 16 * 1024 * 1024)(socket, 1);
  };

let onebox: InformationalOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startInformationalOnebox();
  gateway = await startGateway(onebox.origin, { ONEBOX_TIMEOUT_MS: '2000' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.before = '';
  onebox.bodies = { GET: documentedBody('session.200.json') };
});

describe('an informational response', () => {
  it.each([
    ['100', continued],
    ['102', processing],
    ['103', hints],
    ['several', `${continued}${hints}${continued}`],
  ])('%s before the response of a change is ignored, and nothing is sent twice', async (_what, before) => {
    onebox.before = before;
    onebox.bodies = { POST: documentedBody('authenticate.200.json') };
    const { data, errors } = await gateway.ask(AuthenticateDocument, credentials);
    expect(errors).toBeUndefined();
    expect(data?.authenticate.siteId).toBe('169');
    expect(onebox.requests).toEqual(['POST /api/authenticate HTTP/1.1']);
  });

  it.each([
    ['100', continued, 2],
    ['102', processing, 1],
    ['103', hints, 1],
    ['several', `${hints}${continued}${hints}`, 2],
  ])('%s before the response of a read is ignored', async (_what, before, requests) => {
    onebox.before = before;
    const { data, errors } = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(errors).toBeUndefined();
    expect(data?.instagramSession?.id).toBe(documentedSessionId);
    expect(onebox.requests).toHaveLength(requests);
  });

  it('is no failure of Onebox, however often it comes', async () => {
    const strict = await startGateway(onebox.origin, {}, { upstreamOptions: { breakerMinCalls: 1 } });
    onebox.before = continued;
    for (let call = 0; call < 5; call += 1) {
      const { errors } = await strict.ask(InstagramSessionDocument, { id: documentedSessionId });
      expect(errors).toBeUndefined();
    }
    await strict.close();
  });

  it('101 is no answer: nobody asked for another protocol', async () => {
    onebox.before = 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';
    const { errors } = await gateway.ask(AuthenticateDocument, credentials);
    expect(errors?.[0]?.extensions.reason).toBe('UPSTREAM_UNREACHABLE');
    expect(onebox.requests).toHaveLength(1);
  });
});

describe('a change', () => {
  const answered: [string, Parameters<typeof startFakeOnebox>[0], string][] = [
    ['a body over the bound', respondJson(200, ' '.repeat(70_000)), 'UPSTREAM_CONTRACT_BROKEN'],
    [
      'headers over the bound',
      respondJson(200, '{}', { 'x-long': 'x'.repeat(20_000) }),
      'UPSTREAM_CONTRACT_BROKEN',
    ],
    ['informational responses without end', endless(continued), 'UPSTREAM_CONTRACT_BROKEN'],
    ['headers without end', endless('x:\r\n', 'HTTP/1.1 200 OK\r\n'), 'UPSTREAM_CONTRACT_BROKEN'],
    ['trailers without end', endless('x:\r\n', `${chunked}0\r\n`), 'UPSTREAM_CONTRACT_BROKEN'],
    ['blanks without end', endless(' ', 'HTTP/1.1 200 OK\r\nx:'), 'UPSTREAM_CONTRACT_BROKEN'],
    ['chunks of one byte without end', endless('1\r\n \r\n', chunked), 'UPSTREAM_CONTRACT_BROKEN'],
    ['what is not HTTP', ({ socket }) => socket.end('SSH-2.0\r\n\r\n'), 'UPSTREAM_CONTRACT_BROKEN'],
    ['headers that do not come', () => undefined, 'UPSTREAM_TIMEOUT'],
    [
      'a body that stops',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '99' }).write('{');
      },
      'UPSTREAM_TIMEOUT',
    ],
    [
      'a body that breaks off',
      ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{'),
      'UPSTREAM_UNREACHABLE',
    ],
  ];

  it.each(answered)('keeps within the bounds with %s', async (_what, answer, reason) => {
    const fake = await startFakeOnebox(answer);
    const bounded = await startGateway(
      fake.origin,
      { ONEBOX_TIMEOUT_MS: '20000', ONEBOX_MAX_BODY_BYTES: '65536' },
      { upstreamOptions: { headersTimeoutMs: 300, bodyTimeoutMs: 300 } },
    );
    const { errors } = await bounded.ask(AuthenticateDocument, credentials);
    await bounded.close();
    await fake.close();
    expect(errors?.[0]?.extensions.reason).toBe(reason);
    expect(fake.requests).toHaveLength(1);
  });

  it('says that it did not take effect where nobody listens', async () => {
    const fake = await startFakeOnebox((request, response) => {
      if (request.url?.startsWith('/api/instagraph')) {
        respondJson(200, documentedBody('session.200.json'))(request, response);
        return;
      }
      respondJson(200, { total: 0, data: [] }, { connection: 'close' })(request, response);
      void fake.close();
    });
    const lonely = await startGateway(fake.origin);
    const { errors } = await lonely.ask(ConnectInstagramAccountDocument, choice);
    await lonely.close();
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'UPSTREAM_UNREACHABLE', retryable: true });
  });
});
