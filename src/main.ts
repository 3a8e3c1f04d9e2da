import { setImmediate } from 'node:timers/promises';

import { exitBySignal, onShutdownSignal } from './cli/start/shutdown-signals';
import { describeStartError } from './cli/start/start-error';

// Before other modules load: process 1 of a container ignores signals without a handler.
onShutdownSignal(exitBySignal);

async function main(): Promise<void> {
  const { readCommandLine, usage } = await import('./cli/start/command-line.js');
  const options = readCommandLine();
  const { version } = await import('./version.js');
  if (options.help || options.version) {
    process.stdout.write(options.help ? usage : `${version}\n`);
    return;
  }
  const { loadEnvFile } = await import('./config/env-file.js');
  const envFile = loadEnvFile();
  if (options.doctor && options.record) {
    const { record } = await import('./cli/record/record-command.js');
    const { loadConfig } = await import('./config/config.js');
    const { json, report, isAsAssumed } = await record(loadConfig(options), options);
    process.stderr.write(report);
    process.stdout.write(json);
    if (!isAsAssumed) process.exitCode = 1;
    return;
  }
  if (options.doctor) {
    const { diagnose, formatFindings } = await import('./cli/doctor.js');
    const findings = await diagnose(options);
    const source = envFile === undefined ? '' : `, with settings from ${envFile}`;
    process.stdout.write(`onebox-gateway ${version}${source}\n${formatFindings(findings)}`);
    if (findings.some(({ verdict }) => verdict === 'error')) process.exitCode = 1;
    return;
  }
  await start(options, envFile);
}

async function start(
  options: { sandbox: boolean; session?: string | undefined },
  envFile: string | undefined,
): Promise<void> {
  const { loadConfig } = await import('./config/config.js');
  const { unknownSettings } = await import('./config/unknown-settings.js');
  const config = loadConfig(options);
  const { startApp } = await loadApp(options);
  const app = await startApp(config, { envFile, unknownSettings: unknownSettings() });
  if (app.sandbox !== undefined) {
    const { startupMessage } = await import('./cli/start/startup-message.js');
    process.stdout.write(startupMessage(app.origin, app.sandbox));
  }
  process.on('unhandledRejection', (error) => {
    app.reportRejection(error);
  });
  onShutdownSignal((signal) => {
    onShutdownSignal((second) => {
      app.reportForcedExit(second);
      exitBySignal(second);
    });
    void app.shutDown(signal);
  });
}

/**
 * Loads the application in parts, so that signals are handled in between. Loading is synchronous, and takes half a second or more in
 * total.
 */
async function loadApp({ sandbox }: { sandbox: boolean }) {
  const parts = [
    () => import('./server/telemetry/metrics/metrics.js'),
    () => import('./onebox/client/onebox-client.js'),
    () => import('./graphql/schema/build-schema.js'),
    () => import('./server/apollo/apollo.js'),
    () => import('./server/server.js'),
    ...(sandbox ? [() => import('./sandbox/sandbox.js')] : []),
  ];
  for (const load of parts) {
    await load();
    await setImmediate();
  }
  const app = await import('./app.js');
  await setImmediate();
  return app;
}

main().catch((error: unknown) => {
  const isUsage = error instanceof Error && error.name === 'UsageError';
  process.stderr.write(isUsage ? error.message : describeStartError(error));
  process.exit(isUsage ? 2 : 1);
});
