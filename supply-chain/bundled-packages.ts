import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The folders of the packages of which something is in the function's bundle, as esbuild tells it. */
export async function bundledFolders(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    tsconfig: 'test/tsconfig.json',
    mainFields: ['module', 'main'],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort().map((folder) => join(ROOT, folder));
}

/** The names of these packages. */
export async function bundledPackages(): Promise<readonly string[]> {
  const folders = await bundledFolders();
  return [...new Set(folders.map((folder) => folder.replace(/.*node_modules\//, '')))].sort();
}
