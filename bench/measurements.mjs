/** What is measured of a server: its costs, its start, its memory, the blocks of its event loop. */
import {
  ask,
  cpuMicroseconds,
  file,
  memoryMb,
  otherCore,
  peakMemoryMb,
  start,
  startServer,
} from './processes.mjs';
import { workloads } from './workloads.mjs';

const workloadNamed = (wanted) => workloads.find(({ name }) => name === wanted);
const smallest = workloadNamed('a');
const largest = workloadNamed('c');
const leastLoadSeconds = 2;
// A young process spends its time on compiling: what is measured is one that has run for a while.
const warmUpSeconds = 2;
const windowSeconds = 0.3;
const readersOfMany = 50;

/** Many sessions, each read once. */
export const distinctReads = [
  {
    name: 'few-callers',
    what: '80,000 distinct sessions, 60 callers',
    sessions: 80_000,
    distinctCallers: 60,
  },
  {
    name: 'many-callers',
    what: '60,000 distinct sessions, 20,000 callers',
    sessions: 60_000,
    distinctCallers: 20_000,
  },
];

export function stop({ child }) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  return ended;
}

export class Measurements {
  #load = start(otherCore, [file('load/load.mjs')]);
  #upstream = start(otherCore, [file('upstream/upstream.mjs')]);
  #upstreamOrigin;
  #orders = 0;
  #seconds;

  constructor(seconds) {
    this.#seconds = seconds;
  }

  async start() {
    ({ origin: this.#upstreamOrigin } = await ask(this.#upstream));
  }

  stop() {
    this.#load.kill();
    this.#upstream.kill();
  }

  startServer(server) {
    return startServer(server, this.#upstreamOrigin);
  }

  /** Sends a workload that is not measured, so that its code is compiled. */
  warmUp(server, running, workload) {
    return this.#send(server, running, workload, { seconds: warmUpSeconds });
  }

  /** How long until the first response, and the memory after a load of the smallest workload. */
  async startAndMemory(server) {
    const running = await this.startServer(server);
    await this.#send(server, running, smallest, { connections: 1, seconds: 0 });
    const coldStartMs = performance.now() - running.startedAt;
    await this.#send(server, running, smallest, { seconds: Math.max(this.#seconds, leastLoadSeconds) });
    const memory = memoryMb(running.child);
    await stop(running);
    return { coldStartMs, memoryMb: memory };
  }

  /** The costs in a short window. */
  async cost(server, running, workload) {
    const before = { cpu: cpuMicroseconds(running.child), calls: await this.#upstreamCalls() };
    const result = await this.#send(server, running, workload, { seconds: windowSeconds });
    return {
      seconds: result.seconds,
      cpuUs: (cpuMicroseconds(running.child) - before.cpu) / result.requests,
      perSecond: result.requests / result.seconds,
      p50Ms: result.p50Ms,
      p99Ms: result.p99Ms,
      upstreamCalls: ((await this.#upstreamCalls()) - before.calls) / result.requests,
    };
  }

  /** How long the event loop stands still while one client reads c, and what others then wait for a. */
  async block(server, running) {
    await this.#send(server, running, largest, { connections: 1, seconds: 0.5 });
    running.child.send('watch');
    const [, others] = await Promise.all([
      this.#send(server, running, largest, { connections: 1 }),
      this.#send(server, running, smallest, { connections: 10 }),
    ]);
    const { longestBlockMs } = await ask(running.child, 'tell');
    return { longestBlockMs, othersP50Ms: others.p50Ms, othersP99Ms: others.p99Ms };
  }

  /** Memory after the load of a workload, and at its peak, in a process of its own. */
  async memoryOfWorkload(server, name) {
    return this.#memoryOf(server, (running) =>
      this.#send(server, running, workloadNamed(name), {
        seconds: Math.max(this.#seconds, leastLoadSeconds),
      }),
    );
  }

  async memoryOfDistinctReads(server, { sessions, distinctCallers }) {
    return this.#memoryOf(server, ({ origin }) =>
      this.#order({ origin, connections: readersOfMany, sessions, distinctCallers }),
    );
  }

  async #memoryOf(server, useIt) {
    const running = await this.startServer(server);
    await useIt(running);
    const figures = { memoryMb: memoryMb(running.child), peakMb: peakMemoryMb(running.child) };
    await stop(running);
    return figures;
  }

  async #upstreamCalls() {
    return (await ask(this.#upstream, 'calls')).calls;
  }

  #send(server, { origin }, workload, options = {}) {
    return this.#order({
      origin,
      workload: workload.name,
      speaksWire: server.speaksWire ?? false,
      connections: workload.connections,
      seconds: this.#seconds,
      ...options,
    });
  }

  async #order(order) {
    const key = this.#orders++;
    const { result } = await ask(this.#load, { key, ...order }, (answer) => answer.key === key);
    return result;
  }
}
