/** Writes sbom.json: what runs in production, as CycloneDX. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const bom = JSON.parse(
  // With `--omit dev` npm leaves out what development needs as well: the lock file knows better.
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }),
);
const lockFile = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const shipped = new Set(
  Object.entries(lockFile.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
);
const isShipped = (ref) => shipped.has(ref);
const listed = {
  ...bom,
  components: bom.components.filter((component) => isShipped(component['bom-ref'])),
  dependencies: bom.dependencies
    .filter(({ ref }) => isShipped(ref) || ref === bom.metadata.component['bom-ref'])
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter(isShipped) })),
};
writeFileSync(new URL('../sbom.json', import.meta.url), `${JSON.stringify(listed, null, 2)}\n`);
console.log(`sbom.json lists ${listed.components.length} packages.`);
