import { type SandboxChannel, signInUrl } from '../channels/channel';
import { failingSessions } from '../failures/failing-sessions';
import { type DemoUser, demoUsers } from '../people/demo-users';
import { html, type Html } from '../site/html';
import { page } from '../site/page-layout';
import { channels, readySessionsOf } from '../sessions/ready-sessions';

/** The state that the control page shows. */
export interface ControlPageOptions {
  origin: string;
  isDown: boolean;
  connectUrl: string | undefined;
}

const channelNames: Readonly<Record<SandboxChannel['path'], string>> = {
  instagraph: 'Instagram',
  facebook: 'Facebook',
  twitter: 'Twitter',
};

/** The control page of the sandbox: outage, reset, accounts, people, and sessions that fail. */
export function controlPage({ origin, isDown, connectUrl }: ControlPageOptions): string {
  return page(
    'Onebox sandbox',
    html`<p>This stands in for Onebox. No account in it is real.</p>
      ${
        connectUrl === undefined
          ? ''
          : html`<p><a href="${connectUrl}">Connect an account through the gateway</a></p>`
      }
      <h2>Onebox is ${isDown ? 'down' : 'up'}</h2>
      <p>
        ${
          isDown
            ? 'Every call and every page of Onebox returns HTTP 503.'
            : 'While it is down, every call and every page of Onebox returns HTTP 503.'
        }
      </p>
      <form method="post" action="/sandbox/outage">
        <input type="hidden" name="down" value="${isDown ? 'no' : 'yes'}" />
        <button class="button">${isDown ? 'Bring Onebox up' : 'Take Onebox down'}</button>
      </form>
      <h2>Start again</h2>
      <p>Deletes the new connections and sessions, and ends the outage. Tokens stay valid.</p>
      <form method="post" action="/sandbox/reset"><button class="button">Reset the sandbox</button></form>
      <h2>Accounts to sign in to Onebox with</h2>
      <ul>
        ${demoUsers.map(accountItem)}
      </ul>
      ${channels.map((channel) => channelPart(origin, channel))}
      <h2>Sessions that fail</h2>
      <p>To see how a page handles each failure of Onebox. Every channel has them.</p>
      <details>
        <summary>Show the ${String(failingSessions.length)} sessions</summary>
        ${sessionList(failingSessions.map(({ what, ...session }) => ({ ...session, about: what })))}
      </details>`,
    'Not the real Onebox',
  );
}

function accountItem({ credentials, tokenLifetimeSeconds }: DemoUser): Html {
  const { email, password, siteId } = credentials;
  const lifetime =
    tokenLifetimeSeconds === undefined ? '' : `. Its tokens expire after ${tokenLifetimeSeconds} seconds`;
  return html`<li>${email}<small>Password ${password}, site ${siteId}${lifetime}</small></li>`;
}

function channelPart(origin: string, channel: SandboxChannel): Html {
  const name = channelNames[channel.path];
  return html`<h2>${name}</h2>
    <p><a href="${signInUrl(origin, channel)}">Sign in for ${name}</a>, or use a session that is ready:</p>
    ${sessionList(readySessionsOf(channel).map(({ who, ...session }) => ({ ...session, about: who })))}`;
}

function sessionList(sessions: readonly { name: string; about: string; sessionId: string }[]): Html {
  return html`<ul>
    ${sessions.map(
      ({ name, about, sessionId }) =>
        html`<li>
          ${name}: ${about}<small><code>${sessionId}</code></small>
        </li>`,
    )}
  </ul>`;
}
