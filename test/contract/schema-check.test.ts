import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const schema = readFileSync(join(root, 'schema', 'gateway.graphql'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'schema-check-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function check(...files: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, ['scripts/check-schema.mjs', ...files], { cwd: root, encoding: 'utf8' });
}

function changed(from: string, to: string): string {
  expect(schema).toContain(from);
  const file = join(folder, 'changed.graphql');
  writeFileSync(file, schema.replace(from, to));
  return file;
}

describe('npm run schema:check', () => {
  it('finds no breaking change since the last release', () => {
    expect(check()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(' 0 of them breaking.') as string,
    });
  });

  it('names a breaking change', () => {
    const { status, stdout } = check('gateway.graphql', changed('instagramAccountId: ID', 'targetId: ID'));
    expect(stdout).toContain(
      "BREAKING: Field 'instagramAccountId' was removed from object type 'ConnectedInstagramAccount'",
    );
    expect(status).toBe(1);
  });

  it('accepts a new field', () => {
    const { status, stdout } = check(
      'gateway.graphql',
      changed('instagramAccountId: ID', 'instagramAccountId: ID\n  isNew: Boolean'),
    );
    expect(stdout).toContain("Field 'isNew' was added to object type 'ConnectedInstagramAccount'");
    expect(status).toBe(0);
  });

  it('names a removed entity key', () => {
    const { status, stdout } = check(
      'gateway.graphql',
      changed(
        'type ConnectedInstagramAccount implements ConnectedAccount @key(fields: "id")',
        'type ConnectedInstagramAccount implements ConnectedAccount',
      ),
    );
    expect(stdout).toMatch(/BREAKING: .*key.*ConnectedInstagramAccount/);
    expect(status).toBe(1);
  });
});
