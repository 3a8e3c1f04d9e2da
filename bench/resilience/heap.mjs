/** Whether memory grows: 200,000 requests, heap after a collection before and behind, when every caller has been there. */
import { setTimeout as wait } from 'node:timers/promises';

import { Client, keepBusy, report, residentMegabytes, startGateway, startOnebox } from './parts.mjs';

const requests = Number(process.env.REQUESTS ?? 200_000);
const warmUp = Number(process.env.WARM_UP ?? 20_000);

const onebox = await startOnebox();
const gateway = await startGateway(onebox.origin, {}, [
  '--expose-gc',
  '--import',
  new URL('reporters/heap-reporter.mjs', import.meta.url).pathname,
]);
const heapMegabytes = () =>
  new Promise((resolve) => {
    gateway.process.once('message', ({ heapUsed }) => resolve(heapUsed / 1024 / 1024));
    gateway.process.send('heap');
  });
const callers = 100_000;
const client = new Client(gateway.origin, 50, callers);
const minuteMs = 60_000;
const nextMinute = () => wait(minuteMs - (Date.now() % minuteMs));
/** Counts of callers are held for this minute and the one before, since the window slides: they have to be equal both times. */
const heapOfYoungMinute = async () => {
  await nextMinute();
  await keepBusy(client, { concurrency: 50, count: callers });
  await nextMinute();
  await keepBusy(client, { concurrency: 50, count: warmUp });
  return heapMegabytes();
};
// What is kept of callers takes its room as they come, up to a bound.
await keepBusy(client, { concurrency: 50, count: callers });
const before = await heapOfYoungMinute();
const { outcomes, perSecond } = await keepBusy(client, { concurrency: 50, count: requests });
const after = await heapOfYoungMinute();
const growth = (100 * (after - before)) / before;
process.stdout.write(
  `${requests} requests ${JSON.stringify(outcomes)}, ${Math.round(perSecond)} a second, resident ${residentMegabytes(gateway.process.pid).toFixed(0)} MB\n`,
);
const holds = report(
  `heap after ${requests} requests`,
  `${before.toFixed(1)} MB -> ${after.toFixed(1)} MB, ${growth.toFixed(1)} %`,
  'grows less than 5 %',
  growth < 5 && outcomes.ok === requests,
);
await client.close();
gateway.process.kill('SIGKILL');
await onebox.close();
process.exitCode = holds ? 0 : 1;
