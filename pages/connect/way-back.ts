const channelName = 'onebox-connect';

/**
 * Hands a session id over to the tab where the person began, should this page have been opened with one behind its `#`.
 * Gives the id where no such tab answers, undefined where there is none to hand over.
 */
export async function handOverSession(): Promise<{ sessionId: string; isTaken: boolean } | undefined> {
  const sessionId = new URLSearchParams(location.hash.slice(1)).get('sessionId');
  if (sessionId === null) return undefined;
  // It has no business in the history.
  history.replaceState(null, '', location.pathname);
  const channel = new BroadcastChannel(channelName);
  const isTaken = await new Promise<boolean>((resolve) => {
    channel.addEventListener('message', () => {
      resolve(true);
    });
    channel.postMessage({ sessionId });
    setTimeout(() => {
      resolve(false);
    }, 500);
  });
  channel.close();
  return { sessionId, isTaken };
}

/** Takes over the session ids that other tabs of this page hand over. */
export function takeSessions(take: (sessionId: string) => void): void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<{ sessionId?: string }>) => {
    if (data.sessionId === undefined) return;
    channel.postMessage({});
    take(data.sessionId);
  });
}
