/** How many names a {@link BoundedNames} learns. */
export interface NameBounds {
  /** From all callers together. */
  max: number;
  /** From one caller, so that none can take the places of others. */
  maxPerCaller: number;
}

/**
 * Names that clients choose, as values of a label: those that are known from the start, and the first ones of callers whose
 * token Onebox has accepted. Each other one is `other`. Whoever has no token cannot take a place.
 */
export class BoundedNames {
  readonly #known: Set<string>;
  readonly #learntOf = new Map<string, number>();
  #learnt = 0;

  constructor(
    known: Iterable<string>,
    private readonly bounds: NameBounds,
  ) {
    this.#known = new Set(known);
  }

  /** `acceptedCaller` is the id of a caller whose token Onebox has accepted; undefined: nothing is learnt. */
  labelOf(name: string, acceptedCaller: string | undefined): string {
    if (this.#known.has(name)) return name;
    if (acceptedCaller === undefined || this.#learnt >= this.bounds.max) return 'other';
    const learntOfCaller = this.#learntOf.get(acceptedCaller) ?? 0;
    if (learntOfCaller >= this.bounds.maxPerCaller) return 'other';
    this.#learntOf.set(acceptedCaller, learntOfCaller + 1);
    this.#learnt += 1;
    this.#known.add(name);
    return name;
  }
}
