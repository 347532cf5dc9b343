import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, Plugin } from 'esbuild';
import { zipSync } from 'fflate';
import { Mutation, mutationNamed } from './mutations/mutations';

const PROJECT = join(__dirname, '..');

const packages = new Map<string | undefined, Promise<Buffer>>();

/** The function's deployment package: the bundle as it is shipped, or one with a mutation of this name. */
export function deploymentPackage(mutationName?: string): Promise<Buffer> {
  const known = packages.get(mutationName) ?? makePackage(mutationName);
  packages.set(mutationName, known);
  return known;
}

async function makePackage(mutationName: string | undefined): Promise<Buffer> {
  if (mutationName === undefined) return zip(readFileSync(join(PROJECT, 'assets/lambda/index/index.js')));
  return zip(await mutatedBundle(mutationNamed(mutationName)));
}

async function mutatedBundle(mutation: Mutation): Promise<Uint8Array> {
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
  if (bundle === undefined) throw new Error('esbuild made no bundle');
  if (metafile.inputs[file] === undefined) throw new Error(`mutation "${name}": the function has no file ${file}`);
  return bundle.contents;
}

/** Fails when the text that is to be changed is no longer in the file, or is there twice. */
function mutate({ name, file, from, to }: Mutation): Plugin {
  return {
    name: 'mutate',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]lambda[\\/].*\.ts$/ }, async ({ path }) => {
        if (relative(PROJECT, path).replaceAll('\\', '/') !== file) return undefined;
        const parts = (await readFile(path, 'utf8')).split(from);
        if (parts.length !== 2) {
          throw new Error(`mutation "${name}": ${file} has ${parts.length - 1} times "${from}", and must have it once`);
        }
        return { contents: parts.join(to), loader: 'ts' };
      });
    },
  };
}

function zip(bundle: Uint8Array): Buffer {
  return Buffer.from(zipSync({ 'index.js': bundle }, { level: 0 }));
}
