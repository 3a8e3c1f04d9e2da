import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const folders = [
  'src',
  'pages',
  'docs',
  'schema',
  'deploy',
  'test',
  'clients',
  'examples',
  'scripts',
  'bench',
];
// Files that name old words: the record of renames, and this list.
const excluded = ['docs/decisions.md', 'test/contract/words.test.ts'];
const isBuilt = (path: string): boolean =>
  /(?:^|\/)(?:node_modules|dist|results)\/|(?:^|\/)package-lock\.json$|\.tgz$/.test(path);
/** A row of the changelog with an old name and the new one. */
const isRename = (file: string, text: string): boolean => file === 'CHANGELOG.md' && text.startsWith('| ');

const files = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  ),
].filter((file) => !isBuilt(file) && !excluded.includes(file) && statSync(join(root, file)).isFile());

const lines = files.flatMap((file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((text, index) => ({ text: isRename(file, text) ? '' : text, place: `${file}:${index + 1}` })),
);

const placesOf = (pattern: RegExp): string[] =>
  lines.filter(({ text }) => pattern.test(text)).map(({ place }) => place);

/** Words of the first versions, each with the term that replaces it. */
const replaced: [old: string, term: string][] = [
  ['19 of 20', 'p95'],
  ['anew', 'again'],
  ['ask for less', 'request less'],
  ['by comma', 'comma-separated'],
  ['callers of late', 'recent callers'],
  ['did not answer', 'did not respond'],
  ['doubtful', 'warning'],
  ['failed while answering', 'server error'],
  ['familiar', 'known addresses'],
  ['gave no answer', 'did not respond'],
  ['greeting', 'startup message'],
  ['h[au]ngs? up', 'closes the connection'],
  ['hanging up', 'closing the connection'],
  ['howToFindOut', 'recoveryHint'],
  ['in vain', 'without effect'],
  ['is answered with', 'returns'],
  ['is not what its documentation', 'does not match its documentation'],
  ['isPassing', 'isTransient'],
  ['left in peace', 'circuit open'],
  ['let ?go of', 'release'],
  ['letGo', 'release'],
  ['next to nothing', 'almost nothing'],
  ['no answer in', 'no response in'],
  ['observeUnheard', 'observeUnparsedRequests'],
  ['patience', 'timeout'],
  ['reckoned', 'estimated'],
  ['sent an answer', 'sent a response'],
  ['spoilt', 'tampered'],
  ['the least that is logged', 'minimum level'],
  ['too much to do', 'overloaded'],
  ['unforeseen', 'unexpected'],
  ['untold', 'pending'],
  ['what becomes of', 'how it is handled'],
  ['whoever takes', 'an attacker'],
  ['whole job', 'all steps'],
];

/** Old names of files, each with the name that it has now. */
const renamedFiles: [old: string, now: string][] = [
  ['caller-calls', 'caller-session'],
  ['connect-at-once', 'concurrent-connects'],
  ['end-signals', 'shutdown-signals'],
  ['every-answer', 'every-response'],
  ['exact-numbers', 'lossless-numbers'],
  ['failing-answers', 'failing-responses'],
  ['field-costs', 'demand-control'],
  ['hang-ups', 'client-disconnects'],
  ['hosts', 'origins'],
  ['in-flight-calls', 'deduplicate'],
  ['kept-bytes', 'memory-estimate'],
  ['kept-operations', 'stored-operations'],
  ['life-cycle', 'shutdown'],
  ['no-schemas', 'fastify-without-schemas'],
  ['node-client', 'http-client'],
  ['onebox-answer', 'onebox-response'],
  ['onebox-call', 'onebox-request'],
  ['onebox-http', 'onebox-client'],
  ['own-failures', 'internal-errors'],
  ['rate-sharing', 'rate-limit-sync'],
  ['redacted', 'redact'],
  ['refused-changes', 'rejected-changes'],
  ['request-observation', 'request-telemetry'],
  ['request-pieces', 'request-chunks'],
  ['request-refusal', 'request-error'],
  ['retries', 'retry'],
  ['sdl-rule', 'no-sdl-rule'],
  ['shared-store', 'valkey-store'],
  ['stop-log', 'shutdown-log'],
  ['text-readings', 'decoded-text'],
  ['waiting-line', 'admission-queue'],
  ['within-ms', 'with-timeout'],
];

it('the contract of words covers every folder with code or documentation', () => {
  for (const folder of folders) {
    expect(files.filter((file) => file.startsWith(`${folder}/`)).length).toBeGreaterThan(2);
  }
  expect(placesOf(/bearer token/).length).toBeGreaterThan(20);
});

it.each(replaced)('no file says "%s" for "%s"', (old) => {
  expect(placesOf(new RegExp(old, 'i'))).toEqual([]);
});

// These are also words of their own, or a value of a metric label: only a path or an import counts.
const ambiguous = ['caller-calls', 'hosts', 'redacted', 'retries'];

it.each(renamedFiles)('no file names %s, which is %s now', (old) => {
  const pattern = ambiguous.includes(old) ? `(?<![\\w-])${old}\\.ts|/${old}'` : `(?<![\\w-])${old}(?![\\w-])`;
  expect(placesOf(new RegExp(pattern))).toEqual([]);
});
