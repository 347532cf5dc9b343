import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { zipSync } from 'fflate';

/** A way to break the function: a text in one of its sources, and what replaces it. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const PROJECT = join(__dirname, '..');

const packages = new Map<string | undefined, Promise<Buffer>>();

/** Returns the function's deployment package: the bundle that is shipped, or one with a mutation. */
export function deploymentPackage(mutation?: Mutation): Promise<Buffer> {
  const known = packages.get(mutation?.name) ?? makePackage(mutation);
  packages.set(mutation?.name, known);
  return known;
}

async function makePackage(mutation: Mutation | undefined): Promise<Buffer> {
  return zip(
    mutation === undefined ? readFileSync(join(PROJECT, 'assets/lambda/index/index.js')) : await bundleWith(mutation),
  );
}

async function bundleWith(mutation: Mutation): Promise<Uint8Array> {
  const { name, file } = mutation;
  const { outputFiles, metafile } = await build({
    entryPoints: [join(PROJECT, 'lambda/index.ts')],
    tsconfig: join(PROJECT, 'test/tsconfig.json'),
    plugins: [mutate(mutation)],
    bundle: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    write: false,
    absWorkingDir: PROJECT,
    metafile: true,
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error('esbuild returned no bundle');
  if (metafile.inputs[file] === undefined) throw new Error(`mutation "${name}": the function has no file ${file}`);
  return bundle.contents;
}

function mutate(mutation: Mutation): Plugin {
  return {
    name: 'mutate',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]lambda[\\/].*\.ts$/ }, async ({ path }) => {
        if (relative(PROJECT, path).replaceAll('\\', '/') !== mutation.file) return undefined;
        return { contents: await mutatedSource(mutation), loader: 'ts' };
      });
    },
  };
}

/** Returns the broken source. Fails if the text to be replaced is not in it exactly once. */
export async function mutatedSource({ name, file, from, to }: Mutation): Promise<string> {
  const parts = (await readFile(join(PROJECT, file), 'utf8')).split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`mutation "${name}": ${file} contains "${from}" ${parts.length - 1} times; expected once`);
}

function zip(bundle: Uint8Array): Buffer {
  return Buffer.from(zipSync({ 'index.js': bundle }, { level: 0 }));
}
