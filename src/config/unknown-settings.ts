import { settingNames } from './config';
import { type Environment } from './given-settings';

/** A variable that looks like a setting of the gateway, and the setting whose name is nearest to it. */
export interface UnknownSetting {
  name: string;
  nearest: string;
}

/** The prefixes of our settings. Excludes `OTEL_`, since OpenTelemetry reads further variables. */
const prefixes = [
  ...new Set(
    settingNames
      .filter((name) => name.includes('_') && !name.startsWith('OTEL_'))
      .map((name) => name.slice(0, name.indexOf('_') + 1)),
  ),
];

/** Variables that Kubernetes and Docker inject for a service whose name begins with one of our prefixes. */
const injectedName = /_SERVICE_HOST$|_SERVICE_PORT(?:_\w+)?$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?$/;
const shortestMisspelt = 6;
const injectedPort = /^(?:tcp|udp|sctp):\/\//;

/** The variables that have a prefix of our settings, or almost the name of one, but are not settings. */
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

/** Whether a name is a misspelt setting, such as `LOGLEVEL`. Short names are excluded, since they resemble names of other programs. */
function isMisspelt(name: string): boolean {
  return (
    name.length >= shortestMisspelt &&
    !name.startsWith('OTEL_') &&
    editDistance(name, nearestSetting(name)) <= 2
  );
}

function nearestSetting(name: string): string {
  // A missing end of a name, such as its unit, counts as one edit.
  const distances = settingNames.map(
    (setting) => [setting.startsWith(name) ? 1 : editDistance(name, setting), setting] as const,
  );
  return distances.reduce((nearest, one) => (one[0] < nearest[0] ? one : nearest))[1];
}

/** The number of characters to insert, delete or replace (Levenshtein distance). */
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
