import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, BuildOptions } from 'esbuild';

const PROJECT = resolve(__dirname, '../..');

/** As `bundle` in .projenrc.ts. */
const AS_SHIPPED: BuildOptions = {
  entryPoints: ['lambda/index.ts'],
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
};

const OTHER_WAYS: Readonly<Record<string, BuildOptions>> = {
  'SDK inside, not minified': { ...AS_SHIPPED, minify: false },
  'SDK inside, as CommonJS, not shaken': { ...AS_SHIPPED, mainFields: ['main'] },
  'SDK of the runtime': { ...AS_SHIPPED, external: ['@aws-sdk/*', '@smithy/*'] },
  'SDK of the runtime, not minified': { ...AS_SHIPPED, minify: false, external: ['@aws-sdk/*', '@smithy/*'] },
};

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** About what is uploaded. */
  readonly compressedBytes: number;
}

/** The floor of all figures. */
export function makeEmptyFunction(directory: string): Bundle {
  const file = join(directory, 'empty.js');
  writeFileSync(file, 'exports.handler = async () => {};');
  return bundle('an empty function', file);
}

/** Bundles the function in every way; the directory must be where Node.js finds the SDK. */
export async function makeBundles(
  directory: string,
): Promise<{ readonly shipped: Bundle; readonly others: readonly Bundle[] }> {
  const make = async (name: string, file: string, options: BuildOptions): Promise<Bundle> => {
    const outfile = join(directory, file);
    const tsconfig = 'test/tsconfig.json';
    await build({ ...options, bundle: true, platform: 'node', absWorkingDir: PROJECT, tsconfig, outfile });
    return bundle(name, outfile);
  };
  const others = Object.entries(OTHER_WAYS).map(([name, options], index) => make(name, `other-${index}.js`, options));
  return {
    shipped: await make('SDK inside (as shipped)', 'shipped.js', AS_SHIPPED),
    others: await Promise.all(others),
  };
}

function bundle(name: string, file: string): Bundle {
  const content = readFileSync(file);
  return { name, file, bytes: content.length, compressedBytes: gzipSync(content).length };
}
