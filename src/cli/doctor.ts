import { ConfigError, loadConfig, type Config } from '../config/config';
import { type Environment } from '../config/given-settings';
import { riskySettings } from '../config/risky-settings';
import { unknownSettings } from '../config/unknown-settings';
import { readManifests } from '../persisted-operations-files';
import { error, type Finding, ok, warning } from './finding';
import { checkNode } from './node-check';
import { checkOnebox, checkSandbox } from './onebox-check';
import { checkPorts } from './ports-check';
import { checkStore } from './store-check';
import { checkTraces } from './traces-check';

/** Checks everything that the gateway needs to start with `env`, with or without its sandbox. */
export async function diagnose(options: { sandbox: boolean }, env?: Environment): Promise<Finding[]> {
  const findings = [checkNode(process.versions.node), ...checkNames(env)];
  try {
    const config = loadConfig(options, env);
    const checks = await Promise.all([
      checkManifests(config.persistedOperations),
      checkPorts(config),
      config.sandbox === undefined ? checkOnebox(config.onebox) : checkSandbox(config.onebox),
      checkStore(config.cache),
      checkTraces(config.telemetry),
    ]);
    return [...findings, ...checkValues(config), ...checks.flat()];
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    const problems = failure.message.split('\n');
    return [
      ...findings,
      ...problems.map((text) =>
        error('configuration', `${text}. Correct it, and run doctor again: it checks the rest then.`),
      ),
    ];
  }
}

/** Formats the findings for the terminal, one per line. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ subject, verdict, text }) => `${verdict.padEnd('warning'.length)} ${subject}: ${text}\n`)
    .join('');
}

function checkNames(env: Environment | undefined): Finding[] {
  return unknownSettings(env).map(({ name, nearest }) =>
    warning('configuration', `${name} is no setting. Did you mean ${nearest}?`),
  );
}

function checkValues(config: Config): Finding[] {
  const warnings = riskySettings(config).map(({ risk }) => warning('configuration', risk));
  if (config.sandbox === undefined && config.telemetry.metricsPort === undefined) {
    warnings.push(
      warning('configuration', 'METRICS_PORT is not set: there are no metrics. Set it, such as to 9464.'),
    );
  }
  return [ok('configuration', 'every value is valid.'), ...warnings];
}

async function checkManifests({ mode, files }: Config['persistedOperations']): Promise<Finding[]> {
  const isOff = mode === 'off';
  if (files.length === 0) {
    return mode === 'enforce'
      ? [
          warning(
            'manifests',
            "PERSISTED_OPERATIONS is enforce without PERSISTED_OPERATIONS_FILES: only the gateway's own operations are executed. Set PERSISTED_OPERATIONS_FILES to the manifests of your clients.",
          ),
        ]
      : [];
  }
  try {
    await readManifests({ mode: 'enforce', files });
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    const text = `${failure.message}. Correct the path, or the file.`;
    return [isOff ? warning('manifests', text) : error('manifests', text)];
  }
  return isOff
    ? [
        warning(
          'manifests',
          'PERSISTED_OPERATIONS_FILES is set, but PERSISTED_OPERATIONS is off. Set it to warn or enforce.',
        ),
      ]
    : [ok('manifests', `${files.length} can be read.`)];
}
