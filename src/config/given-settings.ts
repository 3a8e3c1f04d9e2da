import { readFileSync } from 'node:fs';

import { type Setting } from './setting';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a setting, and the variable that it comes from. */
export interface GivenText {
  text: string;
  from: string;
}

/**
 * The text of a setting, from its variable, or for a secret also from the file that `<name>_FILE` names. Undefined where it is absent or
 * empty. A problem never repeats the path, which may be the secret itself in the wrong variable.
 */
export function givenText(
  { name, isSecret = false }: Setting<unknown>,
  env: Environment,
  addProblem: (problem: string) => void,
): GivenText | undefined {
  const text = env[name] ?? '';
  const fileSetting = fileSettingOf(name);
  const path = isSecret ? (env[fileSetting] ?? '') : '';
  if (path === '') return text === '' ? undefined : { text, from: name };
  if (text !== '') {
    addProblem(`${fileSetting}: set it or ${name}, not both`);
    return undefined;
  }
  try {
    // Editors and `echo` end a file with a line break.
    const content = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (content !== '') return { text: content, from: `${fileSetting} (its content)` };
    addProblem(`${fileSetting}: write the path of a file that is not empty`);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    addProblem(`${fileSetting}: write the path of a file that can be read (${code})`);
  }
  return undefined;
}

/** The name of the variable with the path of a file that contains the setting. */
export function fileSettingOf(name: string): string {
  return `${name}_FILE`;
}

/** Formats a value for an error: quoted, shortened, and without parts of an address that may be secret. */
export function quoted(text: string): string {
  const withoutSecrets = text.replace(/^.*@/s, '***@').replace(/[?#].*$/s, '?***');
  return JSON.stringify(withoutSecrets.length > 100 ? `${withoutSecrets.slice(0, 100)}…` : withoutSecrets);
}
