import { type OneboxChannel } from './generated/schema.js';

/** What a person pasted: the session id in it, or what is wrong with it. */
export type PastedAddress =
  | {
      readonly sessionId: string;
      /** What the session is of, where the text has the path of its page. */
      readonly channel?: OneboxChannel;
    }
  | {
      /**
       * - sign-in: the address at which one signs in, before granting anything.
       * - owner: a page of Facebook or Twitter itself.
       * - incomplete: the session page without its session id.
       * - unknown: any other text.
       */
      readonly problem: 'sign-in' | 'owner' | 'incomplete' | 'unknown';
    };

const sessionIdParameter = /sessionId(?:=|%3D)([^&#\s"'<>]*)/i;
const sessionPage = /(?:\/|%2F)(instagraph|facebook|twitter)(?:\/|%2F)session\b/i;
const signInPage = /\/(?:instagraph|facebook|twitter)\/auth\b|redirectUrl=/i;
const ownersPage = /^https?:\/\/(?:[\w-]+\.)*(?:facebook|instagram|twitter|x)\.com\b/i;
const channels: Record<string, OneboxChannel> = {
  instagraph: 'INSTAGRAM',
  facebook: 'FACEBOOK',
  twitter: 'TWITTER',
};
// Base64, with the colon of the decoded form. The gateway says whether it is one.
const bareId = /^[\w+/:=-]{40,}$/;

/** Finds the session id in the address of the session page, in any text that contains it, or alone. */
export function readPastedAddress(text: string): PastedAddress {
  const trimmed = text.trim();
  const channel = channels[sessionPage.exec(trimmed)?.[1]?.toLowerCase() ?? ''];
  const sessionId = decoded(sessionIdParameter.exec(trimmed)?.[1] ?? '');
  if (sessionId !== '') return { sessionId, ...(channel && { channel }) };
  const bare = decoded(trimmed.replace(/#_=_$/, ''));
  if (bareId.test(bare)) return { sessionId: bare };
  if (ownersPage.test(trimmed)) return { problem: 'owner' };
  if (signInPage.test(trimmed)) return { problem: 'sign-in' };
  return { problem: channel === undefined ? 'unknown' : 'incomplete' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
