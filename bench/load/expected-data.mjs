/** The data that a correct response to a workload has. */
import { toSession } from '../servers/session-shape.mjs';
import { connectionIdOf } from '../upstream/wire-connections.mjs';
import { accountIdOf, wireOf } from '../upstream/wire-session.mjs';

const withConnections = (session) => ({
  ...session,
  pages: session.pages.map((page) => ({
    ...page,
    instagramAccounts: page.instagramAccounts.map((account) => ({
      ...account,
      connection: connectionOf(account.id),
    })),
  })),
});

function connectionOf(accountId) {
  const id = connectionIdOf(accountId);
  return id === undefined ? null : { __typename: 'ConnectedInstagramAccount', id };
}

const entityOf = ({ __typename, id, username, name }) => ({ __typename, id, username, name });

const wireAnswer = ({ session, profile, accounts }) => ({
  __typename: 'Session',
  session,
  profile: { __typename: 'Profile', ...profile },
  accounts: accounts.map(({ id, name, instagram_business_account, instagram_accounts }) => ({
    __typename: 'Page',
    id,
    name,
    instagram_business_account: { __typename: 'BusinessAccount', ...instagram_business_account },
    instagram_accounts: instagram_accounts.map((account) => ({
      __typename: 'Account',
      name: null,
      ...account,
    })),
  })),
});

/** A server that `speaksWire` has Onebox's names in its schema. */
export function expectedData(workload, speaksWire) {
  const wire = wireOf(workload);
  const session = speaksWire ? wireAnswer(wire) : toSession(workload.id, wire);
  switch (workload.document) {
    case 'tenAliases':
      return Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`session${index}`, session]));
    case 'connections':
      return { instagramSession: withConnections(session) };
    case 'entities': {
      const accounts = session.pages.flatMap(({ instagramAccounts }) => instagramAccounts);
      const byId = new Map(accounts.map((account) => [account.id, entityOf(account)]));
      return { _entities: accounts.map((_, index) => byId.get(accountIdOf(index))) };
    }
    default:
      return { [speaksWire ? 'session' : 'instagramSession']: session };
  }
}
