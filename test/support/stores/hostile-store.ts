import { type CacheStore } from '../../../src/cache/cache-store';

/** How a hostile store changes the values that are read. */
export const storeModes = ['sound', 'losing', 'failing', 'swapped', 'altered', 'cut', 'replayed'] as const;

/** A store under the control of an attacker. */
export function hostileStore(store: CacheStore, modeNow: () => (typeof storeModes)[number]): CacheStore {
  const written: [string, Buffer][] = [];
  return {
    ...store,
    get: async (key) => {
      const value = await store.get(key);
      switch (modeNow()) {
        case 'sound':
          return value;
        case 'losing':
          return undefined;
        case 'failing':
          throw new Error('failing');
        case 'swapped':
          return written.find(([other]) => other !== key)?.[1];
        case 'altered':
          return (
            value && Buffer.from(value.map((byte, index) => (index === value.length - 30 ? byte ^ 4 : byte)))
          );
        case 'cut':
          return value?.subarray(0, -7);
        case 'replayed':
          return written.find(([other]) => other === key)?.[1];
      }
    },
    set: async (key, value, lifeMs) => {
      written.push([key, value]);
      if (modeNow() === 'failing') throw new Error('failing');
      await store.set(key, value, lifeMs);
    },
  };
}
