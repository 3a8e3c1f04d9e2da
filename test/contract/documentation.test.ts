import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { settingsList } from '../../src/config/config';
import { errorCatalog, errorCodes, type ErrorReason, errorReasons } from '../../src/graphql/error-codes';
import { listMetrics } from '../../src/server/metrics-list';

const read = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');

/** The rows of the table whose head begins with `firstColumn`, cells trimmed. */
function tableRows(markdown: string, firstColumn: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.split('|')[1]?.trim() === firstColumn) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the README', () => {
  it('lists every setting with its default and meaning', () => {
    expect(tableRows(read('README.md'), 'setting')).toEqual(
      settingsList.map(({ name, defaultText, meaning }) => [`\`${name}\``, defaultText, meaning]),
    );
  });

  it('lists every error that a client can meet', () => {
    expect(tableRows(read('README.md'), 'code')).toEqual(
      errorCatalog.map(({ code, reason, retryable }) => [
        code,
        reason ?? '',
        retryable ? 'yes' : 'no',
        reason === undefined ? errorCodes[code] : errorReasons[reason],
      ]),
    );
    const reasons = errorCatalog.flatMap(({ reason }) => reason ?? []);
    expect(Object.keys(errorReasons).filter((reason) => !reasons.includes(reason as ErrorReason))).toEqual(
      [],
    );
  });
});

describe('docs/metrics.md', () => {
  it('lists every metric of the gateway with its labels', async () => {
    expect(tableRows(read('docs/metrics.md'), 'metric')).toEqual(
      (await listMetrics()).map(({ name, type, labels, help }) => [
        `\`${name}\``,
        type,
        labels.join(', '),
        help,
      ]),
    );
  });
});

describe('.env.example', () => {
  it('lists exactly the settings, with their defaults', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(settingsList.map(({ name, defaultText }) => `${name}=${defaultText}`));
  });
});
