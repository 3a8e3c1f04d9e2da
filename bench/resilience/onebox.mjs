/** A Onebox in a process of its own, which says how many calls it had at once at most. */
import { startOnebox } from './parts.mjs';

const onebox = await startOnebox({ latencyMs: Number(process.env.LATENCY_MS) });
process.on('message', () => process.send({ mostInFlight: onebox.mostInFlight }));
process.send({ origin: onebox.origin });
