import { Counter, type Registry } from 'prom-client';

/** The labels of one series. */
export type LabelSet<Label extends string> = Readonly<Record<Label, string | number>>;

/** The events of one series that prom-client has not counted yet. */
class Series<Label extends string> {
  events = 0;

  constructor(readonly labels: LabelSet<Label>) {}
}

type Branch<Label extends string> = Map<string | number, Branch<Label> | Series<Label>>;

/**
 * A counter of prom-client that gets its events when the registry is read. For each increment prom-client makes a text of the labels,
 * which takes longer than to find the series by their values.
 */
export class EventCounter<Label extends string> {
  readonly #series: Series<Label>[] = [];
  readonly #root: Branch<Label> = new Map();
  readonly #labelNames: readonly Label[];

  constructor(registry: Registry, options: { name: string; help: string; labelNames: readonly Label[] }) {
    this.#labelNames = options.labelNames;
    const counted: Counter = new Counter({
      ...options,
      registers: [registry],
      collect: () => {
        for (const series of this.#series) {
          counted.inc(series.labels, series.events);
          series.events = 0;
        }
      },
    });
  }

  inc(labels: LabelSet<Label>, events = 1): void {
    this.#seriesOf(labels).events += events;
  }

  #seriesOf(labels: LabelSet<Label>): Series<Label> {
    let branch = this.#root;
    for (const name of this.#labelNames) {
      const next = branch.get(labels[name]);
      if (next === undefined) return this.#add(labels);
      if (next instanceof Series) return next;
      branch = next;
    }
    throw new Error('A counter has labels.');
  }

  #add(labels: LabelSet<Label>): Series<Label> {
    const series = new Series(labels);
    this.#series.push(series);
    const values = this.#labelNames.map((name) => labels[name]);
    let branch = this.#root;
    for (const value of values.slice(0, -1)) {
      const next = branch.get(value);
      const below =
        next === undefined || next instanceof Series ? new Map<string | number, Branch<Label>>() : next;
      branch.set(value, below);
      branch = below;
    }
    branch.set(values.at(-1) ?? '', series);
    return series;
  }
}
