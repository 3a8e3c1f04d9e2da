import { ConnectableSite } from '../support/connectable-site';
import { connection } from '../support/fake-connections';
import { answerJson } from '../support/fake-onebox';

let site: ConnectableSite;

beforeAll(async () => {
  site = await ConnectableSite.begin();
});

afterAll(() => site.close());

beforeEach(() => {
  site.reset();
});

describe('two callers connecting the same account at once', () => {
  it('get one connection: the second waits, finds it, and gives it new tokens', async () => {
    site.answerWrite = (request, response) => {
      setTimeout(() => {
        if (request.method === 'POST') site.existing.push(connection());
        answerJson(200, connection())(request, response);
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

  it('do not wait for a failure of the other longer than it takes', async () => {
    site.answerWrite = () => undefined;
    const [first, second] = await Promise.all([
      site.connect(),
      site.connect().then((answer) => {
        expect(site.writes()).toHaveLength(2);
        return answer;
      }),
    ]);
    for (const { errors } of [first, second]) expect(errors?.[0]?.extensions.code).toBe('ONEBOX_TIMEOUT');
  });

  it('do not wait for each other where the accounts differ', async () => {
    site.answerWrite = (request, response) => {
      if (site.writes().length === 2) {
        const { TargetId } = site.writes().at(-1)?.body as { TargetId: string };
        answerJson(200, connection({ TargetId }))(request, response);
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
