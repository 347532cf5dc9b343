import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** What the apps of a language make: the cloud assembly of the example, and that of the first program of the README. */
export interface Synthesized {
  readonly example: string;
  readonly firstProgram: string;
}

/** Synthesizes a copy of the example in this language, and the first program of the README, as their user does. */
export async function synthesize(language: Language, workspace: Workspace): Promise<Synthesized> {
  const project = join(workspace.directory, language.example);
  await cp(join(ROOT, 'examples', language.example), project, { recursive: true });
  const environment = await language.install(project, workspace);
  const synth = ['cdk', 'synth', '--quiet', '--no-notices'] as const;
  await run(synth, { directory: project, environment });
  const { fence, file, app } = language.firstProgram;
  await mkdir(dirname(join(project, file)), { recursive: true });
  await writeFile(join(project, file), sampleOfReadme(fence));
  await run([...synth, '--app', app, '--output', 'first.out'], { directory: project, environment });
  return { example: join(project, 'cdk.out'), firstProgram: join(project, 'first.out') };
}

function sampleOfReadme(fence: string): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, sample] = new RegExp(`^\`\`\`${fence}\\n([^]*?)^\`\`\``, 'm').exec(readme) ?? [];
  if (sample === undefined) throw new Error(`the README has no sample with the fence ${fence}`);
  return sample;
}

async function pacmak(target: string, { packages }: Workspace, options: readonly string[]): Promise<void> {
  // A sample that is not translated fails: `projen samples` has translated them all.
  const samples = ['--rosetta-unknown-snippets', 'fail'];
  const output = ['--target', target, '--outdir', packages, '--no-npmignore'];
  await run(['jsii-pacmak', ...output, ...samples, ...options], { directory: ROOT });
}
