import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Language, type Workspace } from './language';
import { run } from './run';

const ROOT = join(__dirname, '..');

/** Builds the package for a language as a release does, from the files that npm packs. */
export async function buildPackage({ target, packagingOptions }: Language, workspace: Workspace): Promise<void> {
  await pacmak(target, workspace, packagingOptions?.(workspace) ?? []);
}

/** Generates the sources of a package, and does not compile them. */
export async function generateSources(target: string, workspace: Workspace): Promise<void> {
  await pacmak(target, workspace, ['--code-only']);
}

/** Synthesizes a copy of the example in this language as its user does. Resolves to the cloud assembly. */
export async function synthesize(language: Language, workspace: Workspace): Promise<string> {
  const project = join(workspace.directory, language.example);
  await cp(join(ROOT, 'examples', language.example), project, { recursive: true });
  const environment = await language.install(project, workspace);
  await run(['cdk', 'synth', '--quiet', '--no-notices'], { directory: project, environment });
  return join(project, 'cdk.out');
}

async function pacmak(target: string, { packages }: Workspace, options: readonly string[]): Promise<void> {
  // A sample that is not translated fails: `projen samples` has translated them all.
  const samples = ['--rosetta-unknown-snippets', 'fail'];
  const output = ['--target', target, '--outdir', packages, '--no-npmignore'];
  await run(['jsii-pacmak', ...output, ...samples, ...options], { directory: ROOT });
}
