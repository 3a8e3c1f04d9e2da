import { TwitterSessionDocument } from '../../generated/graphql';
import { siteOfTests } from '../../support/onebox/connectable-site';
import { connection } from '../../support/onebox/fake-connections';
import { documentedSessionId, facebookSessionId, twitterSessionId as id } from '../../support/fixtures';

const site = siteOfTests();

const userId = '1290561158944968704';
const twitter = (change: object): Record<string, unknown> =>
  connection({ MediaId: 'TWTR', UserId: 'KuCamera', From: 'KuCamera', TargetId: userId, ...change });

describe('twitterSession', () => {
  it('returns the documented session, without fields for its tokens', async () => {
    expect(await site.gateway.ask(TwitterSessionDocument, { id })).toEqual({
      data: { twitterSession: { id, profile: { id: userId, screenName: 'KuCamera' }, connection: null } },
    });
  });

  it('returns a session without tokens, which only a connection needs', async () => {
    site.sessions['twitter'] = {
      ...site.sessions['twitter'],
      profile: { user_id: userId, screen_name: 'KuCamera' },
    };
    expect((await site.gateway.ask(TwitterSessionDocument, { id })).errors).toBeUndefined();
  });

  it.each([
    ['its TargetId', twitter({ From: 'Other' }), '646'],
    ['its From where it has no TargetId', twitter({ TargetId: null, From: 'kucamera' }), '646'],
    ['nothing, where TargetId is of another account', twitter({ TargetId: '7' }), undefined],
    ['nothing, where the channel is another', twitter({ MediaId: 'INST' }), undefined],
  ])('finds the connection by %s', async (_what, existing, expected) => {
    site.existing = [existing];
    const { data, errors } = await site.gateway.ask(TwitterSessionDocument, { id });
    expect(errors).toBeUndefined();
    expect(data?.twitterSession?.connection?.id).toBe(expected);
  });

  it('reads the connections once, together with the sessions of other channels', async () => {
    site.existing = [twitter({})];
    const { errors } = await site.gateway.ask(`{
      twitterSession(id: "${id}") { connection { id } }
      facebookSession(id: "${facebookSessionId}") { pages { connection { id } } }
      instagramSession(id: "${documentedSessionId}") { pages { instagramAccounts { connection { id } } } }
    }`);
    expect(errors).toBeUndefined();
    expect(site.onebox.requests.map(({ url }) => url.split(/[/?]/)[2]).sort()).toEqual([
      'connection',
      'facebook',
      'instagraph',
      'twitter',
    ]);
  });
});
