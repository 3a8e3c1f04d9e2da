import { Registry } from 'prom-client';

import { EventCounter } from '../../../src/server/telemetry/metrics/event-counter';

describe('an event counter', () => {
  let registry: Registry;

  beforeEach(() => {
    registry = new Registry();
  });

  const seriesIn = async (): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('exports what was counted, at each read', async () => {
    const counter = new EventCounter(registry, {
      name: 'events_total',
      help: 'Events.',
      labelNames: ['a', 'b'],
    });
    counter.inc({ a: 'x', b: 200 }, 0);
    counter.inc({ a: 'x', b: 503 });
    counter.inc({ a: 'x', b: 503 });
    counter.inc({ a: 'y', b: 503 });
    expect(await seriesIn()).toEqual([
      'events_total{a="x",b="200"} 0',
      'events_total{a="x",b="503"} 2',
      'events_total{a="y",b="503"} 1',
    ]);
    counter.inc({ a: 'x', b: 503 });
    expect(await seriesIn()).toContain('events_total{a="x",b="503"} 3');
  });

  it('tells labels apart that only differ in their order', async () => {
    const counter = new EventCounter(registry, {
      name: 'events_total',
      help: 'Events.',
      labelNames: ['a', 'b'],
    });
    counter.inc({ a: 'x', b: 'y' });
    counter.inc({ b: 'x', a: 'y' });
    expect(await seriesIn()).toEqual(['events_total{a="x",b="y"} 1', 'events_total{b="x",a="y"} 1']);
  });
});
