import { type CallObserver } from '../../src/onebox/client/call-observer';

/** Observes calls for nobody. */
export const silentObserver: CallObserver = {
  begin: () => ({ traceHeaders: {}, end: () => undefined }),
  cacheUsed: () => undefined,
  joined: () => undefined,
};
