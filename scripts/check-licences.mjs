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

/** Of `(MIT OR X)` one must be on the list, of `(MIT AND X)` both. */
function isAllowed(licence) {
  return String(licence)
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.has(one.trim())));
}

const wrong = shipped
  .map(([path, entry]) => [path, licenceOf(path, entry)])
  .filter(([, licence]) => !isAllowed(licence));
for (const [path, licence] of wrong) console.log(`${path}: ${licence}`);
console.log(
  `${shipped.length} packages run in production, ${wrong.length} with a licence that is not allowed.`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;
