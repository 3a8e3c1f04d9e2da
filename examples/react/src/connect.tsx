import { useMutation, useQuery } from '@apollo/client/react';
import { type PastedAddress, readPastedAddress } from 'onebox-gateway-client';
import { documentOf } from 'onebox-gateway-client/apollo';
import {
  ConnectedAccountsDocument,
  ConnectInstagramAccountDocument,
  InstagramAuthUrlDocument,
  InstagramSessionDocument,
  type InstagramSessionQuery,
  SessionConnectionsDocument,
} from 'onebox-gateway-client/operations';
import { useState } from 'react';

import { client } from './gateway';
import { Problem } from './problem';

/** Data and errors together: a Page that cannot be read takes only itself away. */
const all = { errorPolicy: 'all' } as const;

/** What to do instead of what was pasted. */
const hints = {
  'sign-in': 'That is the address to sign in at. Sign in there first.',
  owner: 'You are still at Facebook. Go on there until you are back at Onebox.',
  incomplete: 'The address is cut off. Copy all of it.',
  unknown: 'That is not the address of the page on which you landed.',
};

type Page = NonNullable<InstagramSessionQuery['instagramSession']>['pages'][number];

/** One account for each username: the business account can be in the list too, under another id. */
function accountsOf({ instagramBusinessAccount: business, instagramAccounts }: Page) {
  const others = instagramAccounts.filter(({ username }) => username !== business?.username);
  return business ? [business, ...others] : others;
}

export function Connect() {
  const [pasted, setPasted] = useState<PastedAddress>();
  const authUrl = useQuery(documentOf(InstagramAuthUrlDocument));
  return (
    <>
      <h2>Grant access</h2>
      <p>
        <a href={authUrl.data?.instagramAuthUrl} target="_blank" rel="noreferrer">
          Open Facebook
        </a>
        , allow access, and come back with the address of the page on which you land.
      </p>
      <form action={(form: FormData) => setPasted(readPastedAddress(String(form.get('address'))))}>
        <label>
          Address <input name="address" required />
        </label>
        <button>Continue</button>
      </form>
      {pasted && 'problem' in pasted && <p role="alert">{hints[pasted.problem]}</p>}
      {pasted && 'sessionId' in pasted && <Session key={pasted.sessionId} id={pasted.sessionId} />}
      <Connected />
      <button onClick={() => void client.refetchQueries({ include: 'active' })}>Refresh</button>
    </>
  );
}

function Session({ id }: { id: string }) {
  const { data, error, loading, refetch } = useQuery(documentOf(InstagramSessionDocument), {
    variables: { id },
    ...all,
  });
  const session = data?.instagramSession;
  if (loading && !session) return <p>Reading …</p>;
  return (
    <section>
      {error && <Problem error={error} isPartial={Boolean(session)} onRetry={() => void refetch()} />}
      {session && <h2>{session.profile.name ?? 'Somebody'} granted</h2>}
      {session?.pages.map((page) => (
        <ul key={page.id} aria-label={page.name ?? page.id}>
          {accountsOf(page).map(({ id: accountId, username }) => (
            <Account key={accountId} sessionId={id} pageId={page.id} id={accountId} name={username} />
          ))}
        </ul>
      ))}
    </section>
  );
}

function Account({ sessionId, pageId, id, name }: Record<'sessionId' | 'pageId' | 'id' | 'name', string>) {
  const { data, error } = useQuery(documentOf(SessionConnectionsDocument), {
    variables: { id: sessionId },
    ...all,
  });
  const [connect, connecting] = useMutation(documentOf(ConnectInstagramAccountDocument), {
    variables: { sessionId, pageId, instagramAccountId: id },
    refetchQueries: ['SessionConnections', 'ConnectedAccounts'],
    onError: () => undefined, // shown below
  });
  const accounts = data?.instagramSession?.pages.flatMap((page) => [
    page.instagramBusinessAccount,
    ...page.instagramAccounts,
  ]);
  const isConnected = Boolean(accounts?.find((account) => account?.id === id)?.connection);
  return (
    <li>
      @{name}
      {isConnected && <strong>Connected</strong>}
      {/* With an error, no connection means unknown. */}
      {!isConnected && !error && (
        <button type="button" disabled={connecting.loading} onClick={() => void connect()}>
          Connect {name}
        </button>
      )}
      {connecting.error && <Problem error={connecting.error} onRetry={() => void connect()} />}
    </li>
  );
}

function Connected() {
  const variables = { channel: 'INSTAGRAM' } as const;
  const { data, error } = useQuery(documentOf(ConnectedAccountsDocument), { variables, ...all });
  const items = data?.connectedAccounts?.items ?? [];
  return (
    <section>
      <h2>Connected</h2>
      {error && <Problem error={error} isPartial={items.length > 0} />}
      <ul aria-label="Connected accounts">
        {items.map((item) => (
          <li key={item.id}>{item.name ?? item.id}</li>
        ))}
      </ul>
    </section>
  );
}
