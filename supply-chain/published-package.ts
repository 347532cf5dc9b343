import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Cdk from 'aws-cdk-lib';
import type * as Library from '../src';

const ROOT = join(__dirname, '..');
const NAME = 'cdk-provisioned-product';
/** Each has to be there, and nothing else. */
const PUBLISHED = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^NOTICE$/,
  /^lib\/.+\.(js|d\.ts)$/,
  /^assets\/lambda\/index\/index\.js$/,
  /^\.jsii$/,
  // The samples in the other languages, and the surroundings in which they compile.
  /^\.jsii\.tabl\.json$/,
  /^rosetta\/default\.ts-fixture$/,
];

/** Unpacks the tarball as an app's only dependency, beside the peers that are installed here. */
function install(tarball: string, app: string): string {
  const folder = join(app, 'node_modules', NAME);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['--extract', '--file', tarball, '--strip-components=1', '--directory', folder]);
  for (const peer of ['aws-cdk-lib', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(app, 'node_modules', peer));
  }
  return folder;
}

function checkFiles(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  assert.deepEqual(
    files.filter((file) => !PUBLISHED.some((pattern) => pattern.test(file))),
    [],
    'no test, configuration or document of the development is published',
  );
  const missing = PUBLISHED.filter((pattern) => !files.some((file) => pattern.test(file)));
  assert.deepEqual(missing, [], 'everything that users need is published');
}

function checkManifest(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  for (const field of ['scripts', 'dependencies', 'devDependencies', 'jest', 'overrides']) {
    assert.equal(manifest[field], undefined, `the published package.json has no ${field}`);
  }
}

function checkUse(app: string): void {
  const load = createRequire(join(app, 'app.js'));
  const { App, Stack } = load('aws-cdk-lib') as typeof Cdk;
  const { CatalogProduct, ProvisionedProduct } = load(NAME) as typeof Library;
  const cdkApp = new App({ outdir: join(app, 'cdk.out') });
  new ProvisionedProduct(new Stack(cdkApp, 'Shop'), 'Network', { product: CatalogProduct.fromName('Network') });
  const { directory } = cdkApp.synth();
  const isFunction = (name: string) => name.startsWith('asset.') && existsSync(join(directory, name, 'index.js'));
  assert.ok(readdirSync(directory).some(isFunction), 'the function is among the assets of an app');

  const esModule = `import { ProvisionedProduct } from '${NAME}'; if (!ProvisionedProduct) process.exit(1);`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', esModule], { cwd: app });

  for (const readable of ['package.json', '.jsii']) load.resolve(`${NAME}/${readable}`);
  assert.throws(() => load(`${NAME}/lib/private/permissions`), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
}

function main(tarball: string): void {
  const app = mkdtempSync(join(tmpdir(), 'app-'));
  try {
    const folder = install(tarball, app);
    checkFiles(folder);
    checkManifest(folder);
    checkUse(app);
  } finally {
    rmSync(app, { recursive: true });
  }
}

main(process.argv[2] ?? '');
