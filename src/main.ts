#!/usr/bin/env node
import { constants } from 'node:os';
import { parseArgs } from 'node:util';

import { startApp } from './app';
import { diagnose, formatFindings } from './cli/doctor';
import { record } from './cli/record/record-command';
import { RecordInputError } from './cli/record/record-input';
import { startupMessage } from './cli/startup-message';
import { ConfigError, groupList, loadConfig } from './config/config';
import { loadEnvFile } from './config/env-file';
import { type Group } from './config/setting';
import { unknownSettings } from './config/unknown-settings';
import { version } from './version';

const usage = `Usage: onebox-gateway [--sandbox [--session NAME]]
       onebox-gateway doctor [--sandbox]
       onebox-gateway doctor --record [--sandbox] [--input <file>] [--sessions]

  doctor      check the settings, the ports, Onebox, the clock, the store and the traces, and say what to do
  --sandbox   run against the built-in Onebox sandbox
  --session   the sandbox's session to begin with, such as sari (docs/sandbox.md lists their names)
  --record    read from Onebox with a token, and write the shapes of its responses as JSON, but no value
  --input     the file with the token, or a JSON object (default: standard input): see docs/operating.md
  --sessions  read the sessions of the input too: each costs quota
  --help      show this
  --version   show the version

Settings, from the environment and from .env in the working directory (default):
${groupList.map(usageOf).join('')}`;

const endSignals = ['SIGINT', 'SIGTERM'] as const;

function usageOf({ title, options }: Group): string {
  const settings = Object.values(options).filter((option) => 'schema' in option);
  const lines = settings.map(
    ({ name, meaning, expected, defaultText }) =>
      `  ${name} (${defaultText || 'none'})\n      ${meaning}\n      Takes ${expected}.\n`,
  );
  return lines.length === 0 ? '' : `\n${title}\n${lines.join('')}`;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help || options.version) {
    print(options.help ? usage : `${version}\n`);
    return;
  }
  const envFile = loadEnvFile();
  if (options.doctor && options.record) {
    const { json, report, isAsAssumed } = await record(loadConfig(options), options);
    process.stderr.write(report);
    print(json);
    if (!isAsAssumed) process.exitCode = 1;
    return;
  }
  if (options.doctor) {
    const findings = await diagnose(options);
    const source = envFile === undefined ? '' : `, with settings from ${envFile}`;
    print(`onebox-gateway ${version}${source}\n${formatFindings(findings)}`);
    if (findings.some(({ verdict }) => verdict === 'error')) process.exitCode = 1;
    return;
  }
  const app = await startApp(loadConfig(options), { envFile, unknownSettings: unknownSettings() });
  if (app.sandbox !== undefined) print(startupMessage(app.origin, app.sandbox));
  process.on('unhandledRejection', (error) => {
    app.reportRejection(error);
  });
  const cut = (signal: NodeJS.Signals): void => {
    app.reportCut(signal);
    // As the system reports a process that a signal ended; process 1 of a container survives its own signals.
    process.exit(128 + constants.signals[signal]);
  };
  const end = (signal: NodeJS.Signals): void => {
    for (const one of endSignals) process.off(one, end).on(one, cut);
    void app.end(signal);
  };
  for (const signal of endSignals) process.on(signal, end);
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        sandbox: { type: 'boolean', default: false },
        session: { type: 'string' },
        record: { type: 'boolean', default: false },
        input: { type: 'string' },
        sessions: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    });
    const [command, ...more] = positionals;
    if (more.length > 0 || (command !== undefined && command !== 'doctor')) {
      return exit(2, `There is no such command.\n\n${usage}`);
    }
    const { record, input, sessions } = values;
    const isRecording = command === 'doctor' && record;
    if (!isRecording && (record || sessions || input !== undefined)) {
      return exit(2, `--record is an option of doctor; --input and --sessions go with it.\n\n${usage}`);
    }
    return { ...values, input, doctor: command === 'doctor' };
  } catch (error) {
    return exit(2, `${(error as Error).message}\n\n${usage}`);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

function exit(code: number, why: string): never {
  process.stderr.write(why);
  process.exit(code);
}

function reasonOf(error: unknown): string {
  if (error instanceof RecordInputError) return `The input of --record is wrong: ${error.message}\n`;
  if (error instanceof ConfigError) return `The configuration is wrong:\n${error.message}\nSee --help.\n`;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: choose another with PORT, METRICS_PORT or SANDBOX_PORT.\n`;
  return `The gateway could not start: ${(error as Error).stack}\n`;
}

main().catch((error: unknown) => exit(1, reasonOf(error)));
