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
  if (mutation === undefined) return zip(readFileSync(join(PROJECT, 'assets/lambda/index/index.js')));
  return packageWith(new Map([[mutation.file, await mutatedSource(mutation)]]));
}

/** Returns a deployment package with other sources, by their files. */
export async function packageWith(sources: ReadonlyMap<string, string>): Promise<Buffer> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(PROJECT, 'lambda/index.ts')],
    tsconfig: join(PROJECT, 'test/tsconfig.json'),
    plugins: [replaceSources(sources)],
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
  for (const file of sources.keys()) {
    if (metafile.inputs[file] === undefined) throw new Error(`the function has no file ${file}`);
  }
  return zip(bundle.contents);
}

function replaceSources(sources: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'replace-sources',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]lambda[\\/].*\.ts$/ }, ({ path }) => {
        const contents = sources.get(relative(PROJECT, path).replaceAll('\\', '/'));
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}

/** Returns the broken source. Fails if the text to be replaced is not in it exactly once. */
export async function mutatedSource({ name, file, from, to }: Mutation): Promise<string> {
  const parts = (await sourceOf(file)).split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`mutation "${name}": ${file} contains "${from}" ${parts.length - 1} times; expected once`);
}

/** Returns the text of a file of the function, by its path in the project. */
export async function sourceOf(file: string): Promise<string> {
  return readFile(join(PROJECT, file), 'utf8');
}

function zip(bundle: Uint8Array): Buffer {
  return Buffer.from(zipSync({ 'index.js': bundle }, { level: 0 }));
}
