/** The maximum number of names that a {@link BoundedNames} adds. */
export interface NameBounds {
  /** From all callers together. */
  max: number;
  /** From one caller, so that it cannot use the places of others. */
  maxPerCaller: number;
}

/**
 * Bounds the values of a label whose names clients choose. Names known from the start have a label, and so do the first names of callers
 * whose token Onebox has accepted. All others are `other`, so that clients without a token cannot add series.
 */
export class BoundedNames {
  readonly #known: Set<string>;
  readonly #addedBy = new Map<string, number>();
  #added = 0;

  constructor(
    known: Iterable<string>,
    private readonly bounds: NameBounds,
  ) {
    this.#known = new Set(known);
  }

  /** The label of a name. Adds new names only of `acceptedCaller`, the id of a caller whose token Onebox has accepted. */
  labelOf(name: string, acceptedCaller: string | undefined): string {
    if (this.#known.has(name)) return name;
    if (acceptedCaller === undefined || this.#added >= this.bounds.max) return 'other';
    const addedByCaller = this.#addedBy.get(acceptedCaller) ?? 0;
    if (addedByCaller >= this.bounds.maxPerCaller) return 'other';
    this.#addedBy.set(acceptedCaller, addedByCaller + 1);
    this.#added += 1;
    this.#known.add(name);
    return name;
  }
}
