/** A client in a process of its own, so that what it costs is not taken from the gateway or Onebox. */
import { Client, keepBusy, load } from './parts.mjs';

// They come again: new callers have half of the calls to Onebox together, since they have one address.
const callers = 2000;
let client;

async function run({ origin, connections, perSecond, concurrency, durationMs }) {
  client ??= new Client(origin, connections, callers);
  return concurrency === undefined
    ? load(client, { perSecond, durationMs, mostOpen: connections })
    : keepBusy(client, { concurrency, durationMs });
}

process.on('message', (order) => {
  run(order).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.stack }),
  );
});
