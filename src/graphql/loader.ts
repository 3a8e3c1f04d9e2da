import DataLoader from 'dataloader';

// Onebox is asked for one thing at a time: there is nothing to wait for but the fields of this turn.
const options = { batchScheduleFn: (dispatch: () => void) => void Promise.resolve().then(dispatch) };

/** Loads one by one: each result, or the error in its place, as DataLoader wants them. */
export function loader<K, V>(load: (key: K) => Promise<V>): DataLoader<K, V> {
  return new DataLoader<K, V>(
    (keys) => Promise.all(keys.map((key) => load(key).catch((error: unknown) => error as Error))),
    options,
  );
}
