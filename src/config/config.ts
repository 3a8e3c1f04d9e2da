import { cacheSettings } from './settings/cache-settings';
import { type Environment, fileSettingOf, givenText, quoted } from './given-settings';
import { graphqlSettings } from './settings/graphql-settings';
import { oneboxSettings } from './settings/onebox-settings';
import { operationLimits, variablesLimits } from './settings/operation-limit-settings';
import { persistedOperationsSettings } from './settings/persisted-operations-settings';
import { rateLimitSettings } from './settings/rate-limit-settings';
import { sandboxSettings } from './settings/sandbox-settings';
import { serverSettings } from './settings/server-settings';
import { type Group, type Setting, type ValuesOf } from './setting';
import { telemetrySettings } from './settings/telemetry-settings';
import { upstreamSettings } from './settings/upstream-settings';

const groups = {
  server: serverSettings,
  graphql: graphqlSettings,
  onebox: oneboxSettings,
  upstreamOptions: upstreamSettings,
  cache: cacheSettings,
  rateLimits: rateLimitSettings,
  persistedOperations: persistedOperationsSettings,
  telemetry: telemetrySettings,
  sandbox: sandboxSettings,
  operationLimits,
  variablesLimits,
};

type Values = { [G in keyof typeof groups]: ValuesOf<(typeof groups)[G]> };

/** The options that the command line sets. */
export interface CommandOptions {
  sandbox: boolean;
  /** The name of the first session of the sandbox. */
  session?: string | undefined;
}

/** The options of the gateway, one group for each part. `sandbox` is undefined without the built-in sandbox. */
export type Config = Omit<Values, 'sandbox'> & {
  sandbox: (Values['sandbox'] & Pick<CommandOptions, 'session'>) | undefined;
};

/** Lists every problem of the environment, one a line. No line repeats a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** All groups, in the order of the documentation. */
export const groupList: readonly Group[] = Object.values(groups);

/** All settings, in the order of the documentation. */
export const settingsList: readonly Setting<unknown>[] = groupList.flatMap(({ options }) =>
  Object.values(options).filter((option) => 'schema' in option),
);

/** The names of all settings, with the `_FILE` variants of secrets. */
export const settingNames: readonly string[] = settingsList.flatMap(({ name, isSecret = false }) =>
  isSecret ? [name, fileSettingOf(name)] : [name],
);

const sandboxDefaults = { EXPLORE: 'true', SERVE_SDL: 'true' };

/**
 * Reads the settings from the environment. An empty variable counts as absent. With `sandbox`, Onebox is the built-in sandbox, and
 * EXPLORE is on by default. Throws a {@link ConfigError} with every problem.
 */
export function loadConfig({ sandbox, session }: CommandOptions, env: Environment = process.env): Config {
  const problems: string[] = [];
  const defaults: Environment = sandbox ? sandboxDefaults : {};
  const valueOf = (setting: Setting<unknown>): unknown => {
    const { name, defaultText, expected, isSecret = false } = setting;
    const given = givenText(setting, env, (problem) => problems.push(problem));
    const { text, from } = given ?? { text: defaults[name] ?? defaultText, from: name };
    const { success, data } = setting.schema.safeParse(text);
    if (!success) problems.push(`${from}: write ${expected}${isSecret ? '' : `, not ${quoted(text)}`}`);
    return data;
  };
  const values = Object.fromEntries(
    Object.entries<Group>(groups).map(([name, { options }]) => [
      name,
      Object.fromEntries(
        Object.entries(options).map(([key, option]) => [
          key,
          'schema' in option ? valueOf(option) : option.value,
        ]),
      ),
    ]),
  ) as Values;
  if (sandbox) {
    for (const name of ['ONEBOX_API_URL', 'ONEBOX_SITE_URL']) {
      if ((env[name] ?? '') !== '') problems.push(`${name}: cannot be set together with --sandbox`);
    }
  }
  if (session !== undefined && !sandbox) problems.push('--session: needs --sandbox');
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return { ...values, sandbox: sandbox ? { ...values.sandbox, session } : undefined };
}
