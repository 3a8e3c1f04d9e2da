import { settingNames } from './config';
import { type Environment } from './given-settings';

/** A variable that looks like a setting of the gateway, and the setting whose name is nearest to it. */
export interface UnknownSetting {
  name: string;
  nearest: string;
}

/** The first words of our settings. Not `OTEL_`: OpenTelemetry reads variables of its own. */
const prefixes = [
  ...new Set(
    settingNames
      .filter((name) => name.includes('_') && !name.startsWith('OTEL_'))
      .map((name) => name.slice(0, name.indexOf('_') + 1)),
  ),
];

/** What Kubernetes and Docker put into the environment for a service whose name begins as our settings do. */
const injectedName = /_SERVICE_HOST$|_SERVICE_PORT(?:_\w+)?$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?$/;
const shortestMisspelt = 6;
const injectedPort = /^(?:tcp|udp|sctp):\/\//;

/** The variables of the environment that begin as our settings do, or are spelt almost so, but are none. */
export function unknownSettings(env: Environment = process.env): UnknownSetting[] {
  return Object.entries(env)
    .filter(
      ([name, value = '']) =>
        (prefixes.some((prefix) => name.startsWith(prefix)) || isMisspelt(name)) &&
        !settingNames.includes(name) &&
        !injectedName.test(name) &&
        !(name.endsWith('_PORT') && injectedPort.test(value)),
    )
    .map(([name]) => ({ name, nearest: nearestSetting(name) }));
}

/** Whether a name is almost that of a setting: `LOGLEVEL`. Short names are near to too many that mean something else. */
function isMisspelt(name: string): boolean {
  return (
    name.length >= shortestMisspelt &&
    !name.startsWith('OTEL_') &&
    editDistance(name, nearestSetting(name)) <= 2
  );
}

function nearestSetting(name: string): string {
  // A name whose end is missing, such as its unit, is one mistake.
  const distances = settingNames.map(
    (setting) => [setting.startsWith(name) ? 1 : editDistance(name, setting), setting] as const,
  );
  return distances.reduce((nearest, one) => (one[0] < nearest[0] ? one : nearest))[1];
}

/** How many characters have to be inserted, deleted or replaced (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, character] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
