import { type Config } from '../../../src/config/config';

/** Options that replace the defaults and constants, by group. */
export type Overrides = { [G in keyof Config]?: Partial<Config[G]> };

export function withOverrides(config: Config, overrides: Overrides): Config {
  const groups = Object.entries(config) as [keyof Config, object | undefined][];
  return Object.fromEntries(
    groups.map(([name, options]) => [name, options && { ...options, ...overrides[name] }]),
  ) as unknown as Config;
}
