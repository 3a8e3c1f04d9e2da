import { parseArgs } from 'node:util';

import { groupList } from '../../config/config';
import { type Group } from '../../config/setting';

/** The parsed arguments of the process. */
export interface CommandLine {
  doctor: boolean;
  sandbox: boolean;
  session?: string | undefined;
  record: boolean;
  input: string | undefined;
  sessions: boolean;
  help: boolean;
  version: boolean;
}

/** The error for invalid arguments. Its message contains the usage. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of `--help`. */
export const usage = `Usage: onebox-gateway [--sandbox [--session NAME]]
       onebox-gateway doctor [--sandbox]
       onebox-gateway doctor --record [--sandbox] [--input <file>] [--sessions]

  doctor      check the settings, the ports, Onebox, the clock, the store and the traces, and say what to do
  --sandbox   run against the built-in Onebox sandbox
  --session   the first session of the sandbox, such as sari (the sandbox's page lists the names)
  --record    read from Onebox with a token, and write the shapes of its responses as JSON, without values
  --input     the file with a bearer token, or with a JSON object of token, email, password, siteId,
              instagramSessionId, facebookSessionId and twitterSessionId (default: standard input)
  --sessions  also read the sessions of the input: each uses quota
  --help      show this
  --version   show the version

Settings, from the environment and from .env in the working directory (default):
${groupList.map(usageOf).join('')}`;

/** Reads the arguments of the process. Throws a {@link UsageError}. */
export function readCommandLine(): CommandLine {
  const { values, positionals } = parsed();
  const [command, ...more] = positionals;
  if (more.length > 0 || (command !== undefined && command !== 'doctor')) {
    throw new UsageError(`There is no such command.\n\n${usage}`);
  }
  const { record, input, sessions } = values;
  const isRecording = command === 'doctor' && record;
  if (!isRecording && (record || sessions || input !== undefined)) {
    throw new UsageError(`--record is an option of doctor; --input and --sessions go with it.\n\n${usage}`);
  }
  return { ...values, input, doctor: command === 'doctor' };
}

function parsed() {
  try {
    return parseArgs({
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
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function usageOf({ title, options }: Group): string {
  const settings = Object.values(options).filter((option) => 'schema' in option);
  const lines = settings.map(
    ({ name, meaning, expected, defaultText }) =>
      `  ${name} (${defaultText || 'none'})\n      ${meaning}\n      Takes ${expected}.\n`,
  );
  return lines.length === 0 ? '' : `\n${title}\n${lines.join('')}`;
}
