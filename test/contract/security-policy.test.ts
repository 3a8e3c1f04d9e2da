import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');

const rows = read('SECURITY.md')
  .split('\n')
  .filter((line) => line.includes('.test.ts` › '));

it('SECURITY.md has more than 30 rows that name a test', () => {
  expect(rows.length).toBeGreaterThan(30);
});

it.each(rows.map((row) => [row.split('|')[1]?.trim() ?? '', row]))(
  'SECURITY.md names an existing test for: %s',
  (_threat, row) => {
    const [, file = '', title = ''] =
      /\| `(test\/[\w/-]+\.test\.ts)` › (.+?) \|$/.exec(row.replace(/ +/g, ' ')) ?? [];
    const declared = read(file).replace(/\\'/g, "'");
    const titles = [...declared.matchAll(/(?:\bit|\]\)|each\(\w+\))\(\s*(['"])(.+?)\1,/g)].map(
      (match) => match[2],
    );
    expect(titles).toContain(title);
  },
);
