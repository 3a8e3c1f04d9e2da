import { type SandboxChannel } from './channel';
import { facebookVisitor } from '../site/facebook-visitor';
import { people } from '../people/people';
import { type PageBody } from '../sessions/session-body';

/** The channel of Instagram accounts. People sign in at Facebook. */
export const instagramChannel: SandboxChannel = {
  path: 'instagraph',
  owner: 'Facebook',
  wish: 'reach your Instagram accounts',
  visitors: people.map((person) => facebookVisitor(person, instagramOf)),
  documentedId: '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==',
  fragment: '#_=_',
};

function instagramOf({
  instagram_business_account: business,
  instagram_accounts: accounts = [],
}: PageBody): string {
  const usernames = new Set(
    [...(business ? [business] : []), ...accounts].map(({ username }) => `@${username}`),
  );
  return usernames.size === 0 ? 'No Instagram account' : `Instagram: ${[...usernames].join(', ')}`;
}
