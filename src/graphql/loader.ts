import DataLoader from 'dataloader';

// Onebox has no batch endpoints. The loader dispatches at the end of the current microtask, without a further wait.
const options = { batchScheduleFn: (dispatch: () => void) => void Promise.resolve().then(dispatch) };

/** A DataLoader that calls `load` for each key. */
export function loader<K, V>(load: (key: K) => Promise<V>): DataLoader<K, V> {
  return new DataLoader<K, V>(
    (keys) => Promise.all(keys.map((key) => load(key).catch((error: unknown) => error as Error))),
    options,
  );
}
