import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, parseAllDocuments } from 'yaml';

const root = join(__dirname, '..', '..', 'deploy', 'kubernetes');

/** A Kubernetes object of a manifest. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
}

/** The parts of `kustomization.yaml` that the project uses. */
export interface Kustomization {
  resources: string[];
  configMapGenerator?: { name: string; envs: string[] }[];
  secretGenerator?: { name: string; envs: string[] }[];
  patches?: { target: { kind: string; name: string }; patch: string }[];
}

/** A file below `deploy/kubernetes`. */
export function readManifest(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function kustomizationOf(folder: string): Kustomization {
  return parse(readManifest(join(folder, 'kustomization.yaml'))) as Kustomization;
}

/** The files that the kustomization of a folder names, and those of the folders that it names. */
export function manifestFilesOf(folder: string): string[] {
  return kustomizationOf(folder).resources.flatMap((name) => {
    const path = join(folder, name);
    return name.endsWith('.yaml') ? [path] : manifestFilesOf(path);
  });
}

/** Every YAML file of every folder, except the kustomizations. */
export function allManifestFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .sort();
}

export function objectsIn(path: string): Manifest[] {
  return parseAllDocuments(readManifest(path)).map((document) => document.toJS() as Manifest);
}

/** The only object of its kind in a folder. */
export function onlyObject(kind: string, folder: string): Manifest {
  const [object, ...others] = allManifestFiles()
    .filter((path) => path.startsWith(`${folder}/`))
    .flatMap(objectsIn)
    .filter((one) => one.kind === kind);
  if (object === undefined || others.length > 0) throw new Error(`${folder} has not one ${kind}.`);
  return object;
}

/** The content of a folder's generator. Uses the example in place of a file that git ignores. */
export function generatedData(
  folder: string,
  generator: 'configMapGenerator' | 'secretGenerator',
): Record<string, string> {
  const files = (kustomizationOf(folder)[generator] ?? []).flatMap(({ envs }) => envs);
  const lines = files.flatMap((file) =>
    readManifest(join(folder, file === 'secrets.env' ? `${file}.example` : file)).split('\n'),
  );
  return Object.fromEntries(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The value at a JSON pointer (RFC 6901). */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);
}
