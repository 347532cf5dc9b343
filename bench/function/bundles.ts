import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, BuildOptions } from 'esbuild';

const PROJECT = resolve(__dirname, '../..');

/** What the function would be without a purpose: the floor of all figures. */
const EMPTY = 'exports.handler = async () => {};';

/** As `bundle` in .projenrc.ts. */
const AS_SHIPPED: BuildOptions = {
  entryPoints: ['lambda/index.ts'],
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
};

const SECRET_CLIENTS = `
  export { handler } from './lambda/index';
  export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  export { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
`;

/** Ways to bundle the function. */
const WAYS_TO_BUNDLE: Readonly<Record<string, BuildOptions>> = {
  'SDK inside (as shipped)': AS_SHIPPED,
  'SDK inside, not minified': { ...AS_SHIPPED, minify: false },
  'SDK inside, CommonJS (not shaken)': { ...AS_SHIPPED, mainFields: ['main'] },
  'SDK inside, secret clients at once': {
    ...AS_SHIPPED,
    entryPoints: undefined,
    stdin: { contents: SECRET_CLIENTS, resolveDir: PROJECT },
  },
  'SDK of the runtime': { ...AS_SHIPPED, external: ['@aws-sdk/*', '@smithy/*'] },
  'SDK of the runtime, not minified': { ...AS_SHIPPED, minify: false, external: ['@aws-sdk/*', '@smithy/*'] },
};

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** Bundles the function in every way; the files must be where Node.js finds the SDK that is not inside. */
export async function makeBundles(directory: string): Promise<Bundle[]> {
  const empty = join(directory, 'empty.js');
  writeFileSync(empty, EMPTY);
  const bundles = [bundle('an empty function', empty)];
  for (const [index, [name, options]] of Object.entries(WAYS_TO_BUNDLE).entries()) {
    const outfile = join(directory, `bundle-${index}.js`);
    const tsconfig = 'test/tsconfig.json';
    await build({ ...options, bundle: true, platform: 'node', absWorkingDir: PROJECT, tsconfig, outfile });
    bundles.push(bundle(name, outfile));
  }
  return bundles;
}

function bundle(name: string, file: string): Bundle {
  return { name, file, bytes: statSync(file).size };
}
