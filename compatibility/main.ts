import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { document, type Column } from './document';
import { acknowledgedRules } from './nag-rules';
import { NODE_VERSIONS, Project } from './try-out';
import { newestVersion, newestVersions, OLDEST, type Versions } from './versions';
import { type Workspace } from '../languages/language';
import { deployAndDestroy } from '../languages/life';
import { OLDEST_PEERS } from '../languages/oldest-peers';
import { onlyFile } from '../languages/only-file';
import { buildPackage, synthesize } from '../languages/project';
import { run } from '../languages/run';
import { step } from '../languages/step';
import { TYPESCRIPT } from '../languages/typescript';

const DOCUMENT = join(__dirname, '../docs/compatibility.md');

/** Tries the package out in the situations and with the versions that users have, and writes the table. */
async function main(): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'compatibility-'));
  try {
    const packages = join(directory, 'packages');
    await step('package built', () => buildPackage(TYPESCRIPT, { directory, packages, ...OLDEST_PEERS }));
    const columns = [
      await tryVersions(OLDEST, directory, packages),
      await tryVersions(newestVersions(), directory, packages),
    ];
    await writeFile(DOCUMENT, document(columns, acknowledgedRules()));
    const problems = columns.flatMap(({ tried }) =>
      tried.flatMap(({ result }) => Object.values(result.problems).flat()),
    );
    return problems.length === 0;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function tryVersions(versions: Versions, directory: string, packages: string): Promise<Column> {
  const peers = `aws-cdk-lib ${versions.cdk}, constructs ${versions.constructs}`;
  const own = join(directory, versions.cdk);
  const project = await step(`installed beside ${peers}`, () =>
    Project.install(join(own, 'situations'), onlyFile(join(packages, 'js'), '.tgz'), versions),
  );
  const tried: Column['tried'][number][] = [];
  for (const node of NODE_VERSIONS) {
    for (const flags of ['off', 'on'] as const) {
      const result = await step(`${peers}, Node.js ${node}, flags ${flags}`, () => project.tryOut(node, flags));
      tried.push({ node, flags, result });
    }
  }
  const workspace: Workspace = { directory: own, packages, ...peersOf(versions) };
  const cli = await step(`${peers}: deployed, changed and destroyed`, () => tryCli(versions, workspace));
  return { versions, tried, cli };
}

function peersOf({ cdk, constructs }: Versions): Pick<Workspace, 'cdkVersion' | 'constructsVersion'> {
  return { cdkVersion: cdk, constructsVersion: constructs };
}

/** Deploys the example with the newest CLI, or beside the oldest aws-cdk-lib with the oldest that reads its assemblies. */
async function tryCli(versions: Versions, workspace: Workspace): Promise<string> {
  const { example: assembly } = await synthesize(TYPESCRIPT, workspace);
  const version = versions === OLDEST ? oldestCli(assembly) : newestVersion('aws-cdk');
  const project = join(workspace.directory, TYPESCRIPT.example);
  await run(['npm', 'install', '--loglevel=error', `aws-cdk@${version}`], { directory: project });
  await deployAndDestroy(project, 'npx tsx app.ts', workspace, join(project, 'node_modules/aws-cdk/bin/cdk'));
  return version;
}

function oldestCli(assembly: string): string {
  const manifest = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as { minimumCliVersion: string };
  return manifest.minimumCliVersion;
}

main().then(
  (works) => (process.exitCode = works ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
