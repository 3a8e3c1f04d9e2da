/** Writes the tables of README.md, docs/configuration.md, docs/errors.md, docs/metrics.md and docs/onebox.md, and .env.example, from the built code. `npm run docs:print` builds first. */
import { readFileSync, writeFileSync } from 'node:fs';

import { assumptionList } from '../dist/cli/record/assumptions/assumption-list.js';
import { groupList, settingsList } from '../dist/config/config.js';
import { errorCatalog, httpStatusesOf } from '../dist/graphql/errors/error-codes.js';
import { codeTexts, reasonTexts } from '../dist/graphql/errors/error-texts.js';
import { listMetrics } from '../dist/server/telemetry/metrics/metrics-list.js';

function rewrite(file, change) {
  const url = new URL(`../${file}`, import.meta.url);
  writeFileSync(url, change(readFileSync(url, 'utf8')));
}

/** Replaces the rows of the table whose head begins with `firstColumn`. */
function withRows(markdown, firstColumn, rows) {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.split('|')[1]?.trim() === firstColumn) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'));
  const printed = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [...lines.slice(0, start), ...printed, ...lines.slice(end)].join('\n');
}

/** Replaces what is between the comments `begin <name>` and `end <name>`. */
function withPart(markdown, name, part) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [before] = markdown.split(begin);
  const [, after] = markdown.split(end);
  return `${before}${begin}\n\n${part}\n\n${end}${after}`;
}

function table(...rows) {
  const [head, ...others] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${rows[0].map(() => ' --- ').join('|')}|`, ...others].join('\n');
}

const optionsOf = ({ options }, isWanted) => Object.values(options).filter(isWanted);
const isSetting = (option) => 'schema' in option;
const sections = (isWanted, head, cellsOf) =>
  groupList
    .filter((group) => optionsOf(group, isWanted).length > 0)
    .map((group) => `### ${group.title}\n\n${table(head, ...optionsOf(group, isWanted).map(cellsOf))}`)
    .join('\n\n');

const settingSections = sections(
  isSetting,
  ['setting', 'default', 'takes', 'meaning'],
  ({ name, defaultText, expected, meaning }) => [`\`${name}\``, defaultText, expected, meaning],
);
const limitSections = sections(
  (option) => !isSetting(option),
  ['limit', 'value', 'when it is exceeded', 'error'],
  ({ limit, value, effect, error }) => [limit, value, effect, error],
);

const errors = errorCatalog.map((entry) => {
  const { code, reason, retryable } = entry;
  const { meaning, action } = reason === undefined ? codeTexts[code] : reasonTexts[reason];
  return [code, reason ?? '', retryable ? 'yes' : 'no', httpStatusesOf(entry).join(', '), meaning, action];
});

rewrite('README.md', (text) => {
  // The README chooses which settings a first run needs.
  const settings = settingsList
    .filter(({ name }) => text.includes(`| \`${name}\` `))
    .map(({ name, defaultText, meaning }) => [`\`${name}\``, defaultText, meaning]);
  return withRows(text, 'setting', settings);
});
rewrite('docs/errors.md', (text) => withRows(text, 'code', errors));
rewrite('docs/configuration.md', (text) =>
  withPart(withPart(text, 'settings', settingSections), 'limits', limitSections),
);
const metrics = (await listMetrics()).map(({ name, type, labels, help }) => [
  `\`${name}\``,
  type,
  labels.join(', '),
  help,
]);
rewrite('docs/metrics.md', (text) => withRows(text, 'metric', metrics));
const assumptions = assumptionList.map(({ statement, checkedBy }, index) => [
  String(index + 1),
  statement,
  checkedBy,
]);
rewrite('docs/onebox.md', (text) => withRows(text, 'number', assumptions));
rewrite('.env.example', (text) => {
  const [head] = text.split('\n\n');
  const groups = groupList
    .filter((group) => optionsOf(group, isSetting).length > 0)
    .map((group) => {
      const lines = optionsOf(group, isSetting).map(({ name, defaultText }) => `#${name}=${defaultText}`);
      return `# ${group.title}\n${lines.join('\n')}\n`;
    });
  return `${head}\n\n${groups.join('\n')}`;
});
