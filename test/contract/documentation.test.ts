import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { assumptionList } from '../../src/cli/record/assumptions/assumption-list';
import { groupList, settingsList } from '../../src/config/config';
import { errorCatalog, type ErrorReason, httpStatusesOf } from '../../src/graphql/errors/error-codes';
import { codeTexts, reasonTexts } from '../../src/graphql/errors/error-texts';
import { listMetrics } from '../../src/server/telemetry/metrics/metrics-list';

const read = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');

/** The rows of every table whose head begins with `firstColumn`, cells trimmed. */
function tableRows(markdown: string, firstColumn: string): string[][] {
  const lines = markdown.split('\n');
  const cellsOf = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const heads = [...lines.keys()].filter((index) => cellsOf(lines[index] ?? '')[0] === firstColumn);
  return heads.flatMap((head) => {
    const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
    return lines.slice(head + 2, end).map(cellsOf);
  });
}

describe('the README', () => {
  it('has the eight settings of a first run, each with its default and meaning', () => {
    const rows = tableRows(read('README.md'), 'setting');
    expect(rows).toHaveLength(8);
    const documented = settingsList.map(({ name, defaultText, meaning }) => [
      `\`${name}\``,
      defaultText,
      meaning,
    ]);
    for (const row of rows) expect(documented).toContainEqual(row);
  });
});

describe('docs/errors.md', () => {
  it('lists every error that a client can meet, with its HTTP status and what to do', () => {
    expect(tableRows(read('docs/errors.md'), 'code')).toEqual(
      errorCatalog.map((entry) => {
        const { code, reason, retryable } = entry;
        const { meaning, action } = reason === undefined ? codeTexts[code] : reasonTexts[reason];
        const statuses = httpStatusesOf(entry).join(', ');
        return [code, reason ?? '', retryable ? 'yes' : 'no', statuses, meaning, action];
      }),
    );
    const reasons = errorCatalog.flatMap(({ reason }) => reason ?? []);
    expect(Object.keys(reasonTexts).filter((reason) => !reasons.includes(reason as ErrorReason))).toEqual([]);
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

describe('docs/onebox.md', () => {
  it('has every assumption with its number and how it is checked', () => {
    expect(tableRows(read('docs/onebox.md'), 'number')).toEqual(
      assumptionList.map(({ statement, checkedBy }, index) => [String(index + 1), statement, checkedBy]),
    );
  });
});

describe('docs/configuration.md', () => {
  const markdown = read('docs/configuration.md');

  it('has every setting with its default, its values and its meaning', () => {
    expect(tableRows(markdown, 'setting')).toEqual(
      settingsList.map(({ name, defaultText, expected, meaning }) => [
        `\`${name}\``,
        defaultText,
        expected,
        meaning,
      ]),
    );
  });

  it('has every constant with its value, its effect and its error', () => {
    const constants = groupList.flatMap(({ options }) =>
      Object.values(options).filter((option) => 'limit' in option),
    );
    expect(constants.length).toBeGreaterThan(20);
    expect(tableRows(markdown, 'limit')).toEqual(
      constants.map(({ limit, value, effect, error }) => [limit, String(value), effect, error]),
    );
  });

  it('has a heading for each group', () => {
    const headings = [...markdown.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(new Set(headings)).toEqual(new Set(groupList.map(({ title }) => title)));
  });
});

describe('.env.example', () => {
  it('has exactly the settings, each commented out with its default', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('# '));
    expect(lines).toEqual(settingsList.map(({ name, defaultText }) => `#${name}=${defaultText}`));
  });
});

describe('docs/diagrams', () => {
  it('has an SVG of each diagram that matches its text', () => {
    const script = join(__dirname, '..', '..', 'scripts', 'print-diagrams.mjs');
    expect(spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' }).stderr).toBe('');
  });

  it('shows the policies of a call in the order of the client', () => {
    const [, array = ''] = /compose\(\s*\[([^\]]*)\]/.exec(read('src/onebox/client/onebox-client.ts')) ?? [];
    const policies = [...array.matchAll(/^\s*(?:this\.#)?(\w+)/gm)].map(([, name]) => name);
    expect(policies.length).toBeGreaterThan(4);
    expect(read('docs/diagrams/calls.dot')).toContain(
      `dataSource -> ${policies.join(' -> ')} -> exchange -> onebox\n`,
    );
  });
});
