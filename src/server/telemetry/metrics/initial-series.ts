import { type Counter } from 'prom-client';

type LabelSet<Label extends string> = Readonly<Record<Label, string | number>>;

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

/**
 * Exports each series at 0 before its first event: Prometheus' `rate()` and `increase()` do not see the event with which
 * a series begins.
 */
export function startAtZero<Label extends string>(
  counter: Counter<Label>,
  series: readonly LabelSet<Label>[],
): Counter<Label> {
  for (const labels of series) counter.inc(labels, 0);
  return counter;
}
