import { type CallObserver } from '../../src/onebox/client/call-observer';

/** An observer that does nothing. */
export const silentObserver: CallObserver = {
  begin: () => ({ traceHeaders: {}, end: () => undefined }),
  cacheUsed: () => undefined,
  joined: () => undefined,
};
