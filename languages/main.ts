import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GO } from './go';
import { JAVA } from './java';
import { type Language, type Workspace } from './language';
import { deployAndDestroy } from './life';
import { OLDEST_PEERS } from './oldest-peers';
import { buildPackage, generateSources, synthesize, type Synthesized } from './project';
import { PYTHON } from './python';
import { isInstalled } from './run';
import { step } from './step';
import { assertSameTemplates } from './templates';
import { TYPESCRIPT } from './typescript';

/** Those that run here, beside TypeScript, whose templates are the measure of all. */
const LANGUAGES = [PYTHON, JAVA, GO];

async function main(): Promise<void> {
  const languages = LANGUAGES.filter(isSupported);
  const directory = await mkdtemp(join(tmpdir(), 'languages-'));
  try {
    const workspace: Workspace = {
      directory,
      packages: join(directory, 'packages'),
      ...OLDEST_PEERS,
    };
    const expected = await tryOut(TYPESCRIPT, workspace);
    for (const language of languages) {
      const actual = await tryOut(language, workspace);
      await step(`${language.name}: the templates are those of TypeScript`, async () => {
        assertSameTemplates(expected.example, actual.example);
        assertSameTemplates(expected.firstProgram, actual.firstProgram);
      });
      const { name, example, deployedApp } = language;
      if (deployedApp === undefined) continue;
      await step(`${name}: deployed, changed and destroyed on the local cloud`, () =>
        deployAndDestroy(join(directory, example), deployedApp, workspace),
      );
    }
    // No .NET SDK is needed for the sources.
    await step('C#: sources generated', () => generateSources('dotnet', workspace));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function tryOut(language: Language, workspace: Workspace): Promise<Synthesized> {
  await step(`${language.name}: package built`, () => buildPackage(language, workspace));
  return step(`${language.name}: installed and synthesized`, () => synthesize(language, workspace));
}

/** A machine may lack a language, but one that builds releases may not. */
function isSupported({ name, programs }: Language): boolean {
  const missing = Object.entries(programs).filter(([program, option]) => !isInstalled(program, option));
  if (missing.length === 0) return true;
  const message = `${name}: ${missing.map(([program]) => program).join(' and ')} not found`;
  if (process.env.CI) throw new Error(message);
  console.log(`– ${message}, skipped`);
  return false;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
