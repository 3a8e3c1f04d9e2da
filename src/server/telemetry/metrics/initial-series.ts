import { type Registry } from 'prom-client';

import { EventCounter, type LabelSet } from './event-counter';

/** Returns every combination of the label values. */
export function combinations<Label extends string>(
  values: Readonly<Record<Label, readonly (string | number)[]>>,
): LabelSet<Label>[] {
  const entries = Object.entries(values) as [Label, readonly (string | number)[]][];
  return entries.reduce<LabelSet<Label>[]>(
    (sets, [label, some]) => sets.flatMap((set) => some.map((value) => ({ ...set, [label]: value }))),
    [{} as LabelSet<Label>],
  );
}

/** A counter whose labels are those of its initial series. */
export interface CounterOptions<Label extends string> {
  name: string;
  help: string;
  /**
   * Series that are exported at 0 before their first event. Prometheus' `rate()` and `increase()` ignore the first value of a series.
   */
  series: readonly LabelSet<Label>[];
}

/** Creates a counter with initial series. */
export function counter<Label extends string>(
  registry: Registry,
  { name, help, series }: CounterOptions<Label>,
): EventCounter<Label> {
  const labelNames = Object.keys(series[0] ?? {}) as Label[];
  const made = new EventCounter(registry, { name, help, labelNames });
  for (const labels of series) made.inc(labels, 0);
  return made;
}
