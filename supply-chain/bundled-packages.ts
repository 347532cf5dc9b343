import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The names of the packages of which something is in the function's bundle, as esbuild tells it. */
export async function bundledPackages(): Promise<readonly string[]> {
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
  const outputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const names = outputs.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}
