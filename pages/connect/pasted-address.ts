/** What a person pasted in step 2. */
export type PastedAddress =
  | { sessionId: string; /** The first part of Onebox's paths, where the text has it. */ path?: string }
  | { problem: 'sign-in' | 'owner' | 'incomplete' | 'unknown' };

const sessionIdParameter = /sessionId(?:=|%3D)([^&#\s"'<>]*)/i;
const sessionPage = /(?:\/|%2F)(instagraph|facebook|twitter)(?:\/|%2F)session\b/i;
const signInPage = /\/(?:instagraph|facebook|twitter)\/auth\b|redirectUrl=/i;
const ownersPage = /^https?:\/\/(?:[\w-]+\.)*(?:facebook|instagram|twitter|x)\.com\b/i;
// Base64, with the colon of the decoded form. The gateway says whether it is one.
const bareId = /^[\w+/:=-]{40,}$/;

/** Finds the session id in any text, with or without Facebook's `#_=_` behind it. */
export function readPastedAddress(text: string): PastedAddress {
  const trimmed = text.trim();
  const sessionId = decoded(sessionIdParameter.exec(trimmed)?.[1] ?? '');
  if (sessionId !== '') {
    const path = sessionPage.exec(trimmed)?.[1]?.toLowerCase();
    return { sessionId, ...(path !== undefined && { path }) };
  }
  const bare = decoded(trimmed.replace(/#_=_$/, ''));
  if (bareId.test(bare)) return { sessionId: bare };
  if (ownersPage.test(trimmed)) return { problem: 'owner' };
  if (signInPage.test(trimmed)) return { problem: 'sign-in' };
  return { problem: sessionPage.test(trimmed) ? 'incomplete' : 'unknown' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
