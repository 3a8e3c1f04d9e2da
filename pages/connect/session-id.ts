/**
 * The session id in what a person pasted: the address that they landed on, with or without Facebook's `#_=_`, or the id
 * alone. The gateway says whether it is one.
 */
export function sessionIdIn(pasted: string): string {
  const text = pasted.trim();
  if (!URL.canParse(text)) return text;
  return new URL(text).searchParams.get('sessionId') ?? text;
}
