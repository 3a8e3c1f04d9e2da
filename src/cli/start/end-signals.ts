import { constants } from 'node:os';

/** A signal that asks the process to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM';

type Handler = (signal: EndSignal) => void;

const endSignals: readonly EndSignal[] = ['SIGINT', 'SIGTERM'];
let current: Handler | undefined;

/** Handles these signals from now on, in place of the handler before. */
export function onEndSignal(handle: Handler): void {
  const isFirst = current === undefined;
  current = handle;
  // One listener for good: a signal that arrives while a listener is replaced would be lost.
  if (isFirst) for (const signal of endSignals) process.on(signal, () => current?.(signal));
}

/** Ends the process with the exit code that a shell reports for a process that the signal ended. */
export function exitBySignal(signal: EndSignal): never {
  process.exit(128 + constants.signals[signal]);
}
