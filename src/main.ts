#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startApp } from './app';
import { ConfigError, loadConfig, settingsList } from './config';
import { greeting } from './greeting';

const usage = `Usage: onebox-gateway [--sandbox]

  --sandbox   run against the built-in Onebox sandbox
  --help      show this
  --version   show the version

Settings, from the environment (default):

${settingsList.map(({ name, meaning, expected, defaultText }) => `  ${name} (${defaultText || 'none'})\n      ${meaning}\n      Takes ${expected}.`).join('\n')}
`;

const endSignals = ['SIGINT', 'SIGTERM'] as const;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help || options.version) {
    print(options.help ? usage : `${version()}\n`);
    return;
  }
  const app = await startApp(loadConfig(options));
  if (app.sandbox !== undefined) print(greeting(app.origin, app.sandbox));
  process.on('unhandledRejection', (error) => {
    app.reportRejection(error);
  });
  const end = (): void => {
    // The second signal does what signals do: it ends the process at once.
    for (const signal of endSignals) process.off(signal, end);
    void app.end();
  };
  for (const signal of endSignals) process.on(signal, end);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        sandbox: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    });
    return values;
  } catch (error) {
    return exit(2, `${(error as Error).message}\n\n${usage}`);
  }
}

function version(): string {
  const manifest = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function print(text: string): void {
  process.stdout.write(text);
}

function exit(code: number, why: string): never {
  process.stderr.write(why);
  process.exit(code);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is wrong:\n${error.message}\nSee --help.\n`;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: choose another with PORT, METRICS_PORT or SANDBOX_PORT.\n`;
  return `The gateway could not start: ${(error as Error).stack}\n`;
}

main().catch((error: unknown) => exit(1, reasonOf(error)));
