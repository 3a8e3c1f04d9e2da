import { type Logger } from 'pino';

/** Logs the shutdown: its signal, its duration, and the number of aborted requests. */
export class ShutdownLog {
  #reason: { signal: NodeJS.Signals; atMs: number } | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly runningRequests: () => number,
  ) {}

  stopping(signal: NodeJS.Signals, shutdownDelayMs: number): void {
    this.#reason = { signal, atMs: performance.now() };
    this.logger.info({ signal, shutdownDelayMs, runningRequests: this.runningRequests() }, 'stopping');
  }

  /** Logs the end: everything is closed, or a second signal ends the process before that. */
  stopped(secondSignal?: NodeJS.Signals): void {
    const cutRequests = this.runningRequests();
    const facts = { ...this.#facts(), ...(secondSignal && { secondSignal }), cutRequests };
    if (secondSignal === undefined) this.logger.info(facts, 'stopped: all requests were finished');
    else this.logger.warn(facts, 'stopped at a second signal');
  }

  #facts(): object {
    if (this.#reason === undefined) return {};
    const { signal, atMs } = this.#reason;
    return { signal, durationMs: Math.round(performance.now() - atMs) };
  }
}
