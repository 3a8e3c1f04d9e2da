/**
 * Renders the Kubernetes manifests as `kubectl apply -k` does, and checks every object: by its schema, and for fields that its
 * kind does not have: `npm run test:manifests`. Needs kubectl or kustomize.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'onebox-gateway-manifests-'));
const example = join(folder, 'example');

/** The package of each API group that is not of Kubernetes itself. */
const packages = { 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' };

function modelOf({ apiVersion, kind }) {
  const [group] = apiVersion.split('/');
  return `${packages[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return { isMissing: error?.code === 'ENOENT', isOk: status === 0, stdout, stderr };
}

function render() {
  for (const [command, args] of [
    ['kubectl', ['kustomize', example]],
    ['kustomize', ['build', example]],
  ]) {
    const { isMissing, isOk, stdout, stderr } = run(command, args);
    if (isMissing) continue;
    if (!isOk) throw new Error(stderr);
    return parseAllDocuments(stdout).map((document) => document.toJS());
  }
  throw new Error('The manifests are rendered by kubectl or kustomize: install one of them.');
}

/** What is wrong with an object by its schema, which knows values but lets unknown fields pass. */
function schemaErrors(object) {
  const Model = require(modelOf(object))[object.kind];
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

/** What the compiler says of the objects as literals of their types: it knows every field. */
function typeErrors(objects) {
  const file = join(root, 'manifests.check.ts');
  const text = objects
    .map((object, index) => {
      const literal = JSON.stringify(object, null, 2);
      return `import { type I${object.kind} as Type${index} } from '${modelOf(object)}';\nexport const object${index}: Type${index} = ${literal};\n`;
    })
    .join('');
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ...rest) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText, start = 0 }) => {
      const line = text.slice(start).split('\n', 1)[0];
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}

/** What is wrong with what the generators made. */
function generatorErrors(objects) {
  const names = ['ConfigMap', 'Secret'].map(
    (kind) => objects.find((one) => one.kind === kind)?.metadata.name,
  );
  const [deployment] = objects.filter(
    (one) => one.kind === 'Deployment' && one.metadata.name === 'onebox-gateway',
  );
  const [{ envFrom, image }] = deployment.spec.template.spec.containers;
  const read = [envFrom[0].configMapRef.name, envFrom[1].secretRef.name];
  return [
    ...names.filter((name) => !/^onebox-gateway-\w{10}$/.test(name)).map((name) => `${name} has no hash.`),
    ...(String(read) === String(names) ? [] : [`The Deployment reads ${read}, there are ${names}.`]),
    ...(/^registry\.example\.com\/onebox-gateway:\S+$/.test(image) ? [] : [`The image is ${image}.`]),
  ];
}

try {
  cpSync(join(root, 'deploy', 'kubernetes'), folder, { recursive: true });
  rmSync(join(example, 'secrets.env'), { force: true });
  const { isOk, isMissing } = run('kubectl', ['kustomize', example]);
  const errors = !isMissing && isOk ? ['It renders without secrets.env.'] : [];
  cpSync(join(example, 'secrets.env.example'), join(example, 'secrets.env'));
  // With the monitoring, which the example has as a comment.
  const kustomization = join(example, 'kustomization.yaml');
  writeFileSync(
    kustomization,
    readFileSync(kustomization, 'utf8').replace('# - ../monitoring', '- ../monitoring'),
  );
  const objects = render();
  errors.push(...generatorErrors(objects), ...objects.flatMap(schemaErrors), ...typeErrors(objects));
  for (const error of errors) console.log(error);
  console.log(`${objects.length} objects rendered, ${errors.length} errors.`);
  process.exitCode = errors.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
