/** Writes the tables of README.md and docs/metrics.md, and .env.example, from the built code. `npm run docs:print` builds first. */
import { readFileSync, writeFileSync } from 'node:fs';

import { settingsList } from '../dist/config/config.js';
import { errorCatalog, errorCodes, errorReasons } from '../dist/graphql/error-codes.js';
import { listMetrics } from '../dist/server/metrics-list.js';

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

const settings = settingsList.map(({ name, defaultText, meaning }) => [`\`${name}\``, defaultText, meaning]);
const errors = errorCatalog.map(({ code, reason, retryable }) => {
  const meaning = reason === undefined ? errorCodes[code] : errorReasons[reason];
  return [code, reason ?? '', retryable ? 'yes' : 'no', meaning];
});

rewrite('README.md', (text) => withRows(withRows(text, 'setting', settings), 'code', errors));
const metrics = (await listMetrics()).map(({ name, type, labels, help }) => [
  `\`${name}\``,
  type,
  labels.join(', '),
  help,
]);
rewrite('docs/metrics.md', (text) => withRows(text, 'metric', metrics));
rewrite('.env.example', (text) => {
  const comments = text.split('\n').filter((line) => line.startsWith('#'));
  const lines = settingsList.map(({ name, defaultText }) => `${name}=${defaultText}`);
  return `${comments.join('\n')}\n\n${lines.join('\n')}\n`;
});
