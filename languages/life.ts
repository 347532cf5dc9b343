import { join } from 'node:path';
import { type Workspace } from './language';
import { CdkCli } from '../examples/demo/cdk-cli';
import { leftovers } from '../examples/demo/summary';
import { RealClock } from '../local-cloud/clock/real-clock';
import { LocalCloud } from '../local-cloud/local-cloud';

/** How much faster than real the local cloud runs. */
const SPEED = 20;

/**
 * Deploys, changes and destroys the app of a project on a local cloud, with the real CDK CLI: the one of this repository,
 * or another program.
 */
export async function deployAndDestroy(
  project: string,
  app: string,
  { directory }: Pick<Workspace, 'directory'>,
  program?: string,
): Promise<void> {
  const cloud = await LocalCloud.start({ clock: new RealClock({ speed: SPEED }) });
  const cdk = async (command: string): Promise<void> => {
    const lines: string[] = [];
    const cli = new CdkCli({
      cloud,
      directory: join(directory, 'cdk-cli'),
      project,
      program,
      signal: new AbortController().signal,
      onLine: (line) => lines.push(line),
    });
    const exitCode = await cli.run([...command.split(' '), '--app', app]);
    if (exitCode !== 0) throw new Error(`"cdk ${command}" ended with exit code ${exitCode}:\n${lines.join('\n')}`);
  };
  try {
    await cdk('deploy --all');
    expectLaunched(cloud, ['Alerts v1', 'Partner v1', 'Queue v1']);
    await cdk('deploy --all -c queueVersion=v2');
    expectLaunched(cloud, ['Alerts v1', 'Partner v1', 'Queue v2']);
    await cdk('destroy --all --force');
    const left = leftovers(cloud);
    if (left.length > 0) throw new Error(`after "cdk destroy" there is left: ${left.join(', ')}`);
  } finally {
    await cloud.stop();
  }
}

function expectLaunched(cloud: LocalCloud, expected: readonly string[]): void {
  const launched = cloud.serviceCatalog.store.present
    .map(({ launch: { product, version } }) => `${product.name} ${version.name}`)
    .sort();
  if (launched.join() === expected.join()) return;
  throw new Error(`expected the products ${expected.join(', ')}, and found ${launched.join(', ')}`);
}
