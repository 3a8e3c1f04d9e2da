interface PendingOperation {
  key: string;
  isOver: Promise<void>;
  end: () => void;
}

/**
 * The operations that are being validated, each by its first request. Equal requests wait for it, so that graphql-js does not validate
 * and execute all of them.
 */
export class PendingOperations {
  readonly #byKey = new Map<string, PendingOperation>();
  readonly #byRequest = new WeakMap<object, PendingOperation>();

  /** Resolves at once for the first request with this key, and for others when the first has ended. */
  begin(key: string, request: object): Promise<void> | undefined {
    const pending = this.#byKey.get(key);
    if (pending !== undefined) return pending.isOver;
    let end: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => {
      end = resolve;
    });
    const begun = { key, isOver, end };
    this.#byKey.set(key, begun);
    this.#byRequest.set(request, begun);
    return undefined;
  }

  /** Ends the validation that the request began, if any. */
  end(request: object): void {
    const pending = this.#byRequest.get(request);
    if (pending === undefined) return;
    this.#byRequest.delete(request);
    this.#byKey.delete(pending.key);
    pending.end();
  }
}
