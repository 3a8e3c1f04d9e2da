/** Fails where a package that runs in production has a licence that is not on the list: `npm run licences:check`. */
import { readFileSync } from 'node:fs';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

/** What a package says of itself, where the lock file does not. */
function licenceOf(path, { license }) {
  if (license !== undefined) return license;
  const manifest = JSON.parse(readFileSync(new URL(`../${path}/package.json`, import.meta.url), 'utf8'));
  return manifest.license ?? 'none';
}

/** Source-available, not open source: used as it is, by @apollo/subgraph; it may not be offered as a hosted service. */
const exceptions = new Map([['node_modules/@apollo/federation-internals', 'Elastic-2.0']]);

/** Of `(MIT OR X)` one must be on the list, of `(MIT AND X)` both. */
function isAllowed(path, licence) {
  if (exceptions.get(path) === licence) return true;
  return String(licence)
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.has(one.trim())));
}

const wrong = shipped
  .map(([path, entry]) => [path, licenceOf(path, entry)])
  .filter(([path, licence]) => !isAllowed(path, licence));
for (const [path, licence] of wrong) console.log(`${path}: ${licence}`);
console.log(
  `${shipped.length} packages run in production, ${wrong.length} with a licence that is not allowed.`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;
