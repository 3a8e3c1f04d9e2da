/**
 * Fails where the version of package.json has no dated entry at the top of the changelog, or another one elsewhere, and where a
 * heading of the changelog is none of Keep a Changelog.
 */
import { readFileSync } from 'node:fs';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const { version } = JSON.parse(read('package.json'));
const { version: locked } = JSON.parse(read('package-lock.json'));
const changelog = read('CHANGELOG.md');
const [, unreleased, latest, date] =
  /^## \[Unreleased\]\n([\s\S]*?)^## \[([^\]]+)\] - (\d{4}-\d\d-\d\d)$/m.exec(changelog) ?? [];
// Those of Keep a Changelog.
const headings = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const others = [...changelog.matchAll(/^### (.*)$/gm)]
  .map(([, heading]) => heading)
  .filter((one) => !headings.includes(one));

const problems = [
  latest !== version && `CHANGELOG.md: its newest entry is of ${latest}, package.json of ${version}.`,
  locked !== version && `package-lock.json is of ${locked}, package.json of ${version}.`,
  !read('deploy/Dockerfile').includes(`image.version="${version}"`) &&
    `deploy/Dockerfile: its label is not ${version}.`,
  unreleased?.trim() !== '' && 'CHANGELOG.md: what is under Unreleased belongs to the version.',
  others.length > 0 && `CHANGELOG.md: no heading of Keep a Changelog: ${others.join(', ')}.`,
].filter(Boolean);
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`The changelog has ${version} of ${date}.`);
process.exitCode = problems.length > 0 ? 1 : 0;
