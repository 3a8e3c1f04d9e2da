import { isOfSession } from '../../../onebox/sessions/session-channel';
import { type SessionId } from '../../../onebox/sessions/session-id';
import { signatureExpiry } from '../../../onebox/wire/table/values';
import { type RecordedCall } from '../recorded-calls';
import {
  assumptions,
  type Assumption,
  judgeEach,
  isDigits,
  doesNotHold,
  holdsUnless,
  notSeen,
  type Seen,
} from './assumption';

const notRead = 'no session was read';
const sessionCalls = ['instagramSession', 'facebookSession', 'twitterSession'] as const;
const paths = { instagram: 'instagraph', facebook: 'facebook', twitter: 'twitter' } as const;
const withSessions = 'with `--sessions` and its id';

export const sessionAssumptions = assumptions([
  ofSession('instagram'),
  ofSession('facebook'),
  ofSession('twitter'),
  {
    statement: 'In sessions, the ids of people, Pages and accounts are strings of digits.',
    checkedBy: withSessions,
    judge: (seen) => judgeEach(valuesIn(seen, ['id', 'user_id']), isDigits, notRead, 'some id is otherwise'),
  },
  {
    statement: 'The address in `profile_pic` says with `oe` when it expires, in hexadecimal Unix seconds.',
    checkedBy: withSessions,
    judge: (seen) => {
      const addresses = valuesIn(seen, ['profile_pic']).filter(
        (one) => typeof one === 'string' && one !== '',
      );
      const expires = (address: unknown): boolean => signatureExpiry(address) !== null;
      return judgeEach(addresses, expires, 'no picture was seen', 'some address does not');
    },
  },
]);

function ofSession(channel: keyof Seen['input']['sessionIds']): Assumption {
  const call: RecordedCall = `${channel}Session`;
  return {
    statement: `\`GET /api/${paths[channel]}/session/{session-id}\` returns a session without an envelope; \`session\` is its id, decoded from base64.`,
    checkedBy: withSessions,
    judge: ({ responses, input }) => {
      const response = responses[call];
      if (response === undefined) return notSeen(notRead);
      if (response.outcome === 'session-not-found') return notSeen('Onebox knows no such session');
      if (response.outcome === 'quota-exhausted') return notSeen('the quota is exhausted');
      if (response.outcome !== 'ok') return doesNotHold(`it is ${response.outcome}`);
      const id = input.sessionIds[channel] as SessionId;
      return holdsUnless(!isOfSession(id, response.body), '`session` is another');
    },
  };
}

/** The values of these fields in the sessions, at any depth. */
function valuesIn({ responses }: Seen, names: readonly string[]): unknown[] {
  const found: unknown[] = [];
  const rest: unknown[] = sessionCalls.map((call) => responses[call]?.body);
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, one] of Object.entries(value) as [string, unknown][]) {
      if (names.includes(name)) found.push(one);
      rest.push(one);
    }
  }
  return found;
}
