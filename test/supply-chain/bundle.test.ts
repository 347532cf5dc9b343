import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledPackages } from '../../supply-chain/bundled-packages';

const ROOT = join(__dirname, '../..');
const PACKED = join(ROOT, 'assets/lambda/index/index.js');

/** As `projen bundle` builds it, but elsewhere. */
function buildAgain(folder: string): string {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')) as {
    tasks: Record<string, { steps: { execArgs: string[] }[] }>;
  };
  const [, ...options] = tasks['bundle:lambda/index']?.steps[0]?.execArgs ?? [];
  const outfile = join(folder, 'index.js');
  const elsewhere = options.map((option) => option.replace(/^--outfile=.*/, `--outfile=${outfile}`));
  expect(elsewhere).not.toEqual(options);
  spawnSync(join(ROOT, 'node_modules/.bin/esbuild'), elsewhere, { cwd: ROOT });
  return outfile;
}

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

test('two builds of the function give one and the same file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    expect(hash(buildAgain(folder))).toBe(hash(PACKED));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is bundled is known by name, and is no tool', async () => {
  const packages = await bundledPackages();
  expect(packages).toContain('@aws-sdk/client-service-catalog');
  expect(packages).not.toContain('aws-cdk-lib');
});
