const channelName = 'onebox-connect';

/** A session that another page leads back with. */
export interface HandedSession {
  sessionId: string;
  /** The first part of Onebox's paths for its channel. */
  path?: string;
}

/**
 * Hands a session over to the tab where the person began, should this page have been opened with one behind its `#`.
 * Gives it where no such tab answers, undefined where there is none to hand over.
 */
export async function handOverSession(): Promise<(HandedSession & { isTaken: boolean }) | undefined> {
  const fields = new URLSearchParams(location.hash.slice(1));
  const sessionId = fields.get('sessionId');
  if (sessionId === null) return undefined;
  const handed: HandedSession = { sessionId, path: fields.get('channel') ?? 'instagraph' };
  // It has no business in the history.
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const channel = new BroadcastChannel(channelName);
  const isTaken = await new Promise<boolean>((resolve) => {
    channel.addEventListener('message', () => {
      resolve(true);
    });
    channel.postMessage(handed);
    setTimeout(() => {
      resolve(false);
    }, 500);
  });
  channel.close();
  return { ...handed, isTaken };
}

/** Takes over the sessions that other tabs of this page hand over. */
export function takeSessions(take: (session: HandedSession) => void): void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<Partial<HandedSession>>) => {
    const { sessionId } = data;
    if (sessionId === undefined) return;
    channel.postMessage({});
    take({ ...data, sessionId });
  });
}
