/** Loaded into a server: on request it watches for how long at most the event loop stands still. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 1;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });

process.on('message', (message) => {
  if (message === 'watch') {
    delay.reset();
    delay.enable();
  }
  if (message === 'tell') {
    delay.disable();
    process.send({ longestBlockMs: Math.max(0, delay.max / 1e6 - resolutionMs) });
  }
});
process.channel?.unref();
