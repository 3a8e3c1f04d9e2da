import { constants } from 'node:os';

/** A signal that requests a shutdown. */
export type ShutdownSignal = 'SIGINT' | 'SIGTERM';

type Handler = (signal: ShutdownSignal) => void;

const shutdownSignals: readonly ShutdownSignal[] = ['SIGINT', 'SIGTERM'];
let current: Handler | undefined;

/** Sets the handler of shutdown signals. Replaces the previous handler. */
export function onShutdownSignal(handle: Handler): void {
  const isFirst = current === undefined;
  current = handle;
  // One permanent listener. A signal during the replacement of a listener would be lost.
  if (isFirst) for (const signal of shutdownSignals) process.on(signal, () => current?.(signal));
}

/** Exits with the code that a shell reports for the signal: 128 plus its number. */
export function exitBySignal(signal: ShutdownSignal): never {
  process.exit(128 + constants.signals[signal]);
}
