import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CdkCli } from '../../examples/demo/cdk-cli';
import { leftovers, summary } from '../../examples/demo/summary';
import { RealClock } from '../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../local-cloud/local-cloud';

/** Each command waits several times for the CLI's next look, which comes every five seconds of real time. */
jest.setTimeout(180_000);

let cloud: LocalCloud;
let directory: string;
let lines: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'real-cdk-cli-'));
  cloud = await LocalCloud.start({ clock: new RealClock({ speed: 20 }) });
});

afterEach(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Resolves to what the CLI wrote; throws when it fails. */
async function cdk(command: string): Promise<string> {
  lines = [];
  const { signal } = new AbortController();
  const cli = new CdkCli({ cloud, directory, signal, onLine: (line) => lines.push(line) });
  const exitCode = await cli.run(command.split(' '));
  const output = lines.join('\n');
  if (exitCode !== 0) throw new Error(`cdk ${command} ended with exit code ${exitCode}:\n${output}`);
  return output;
}

test('the real CDK CLI deploys the example app, sees no difference, and destroys it', async () => {
  expect(await cdk('list')).toBe('ShopCatalog\nShop');

  expect(await cdk('deploy --all')).toMatch(/✅ {2}ShopCatalog[^]*✅ {2}Shop/);
  expect(cloud.serviceCatalog.store.present.map(({ launch }) => launch.product.name).sort()).toEqual([
    'Bucket',
    'Database',
    'Network',
  ]);
  expect(cloud.ssm.get('/shop/database-endpoint').value).toMatch(/\.rds\./);

  expect(await cdk('diff')).toContain('Number of stacks with differences: 0');
  expect(await cdk('deploy --all')).toMatch(/ShopCatalog \(no changes\)[^]*Shop \(no changes\)/);
  expect(cloud.serviceCatalog.store.records).toHaveLength(3);

  expect(await cdk('destroy --all --force')).toMatch(/Shop: destroyed[^]*ShopCatalog: destroyed/);
  expect(leftovers(cloud)).toEqual([]);
  expect(summary(cloud)).toMatch(/Network +1 +0 +1 +0/);
});

test('fails with the words of the service that refused, and keeps nothing of a first deployment', async () => {
  await cdk('deploy ShopCatalog');

  await expect(cdk('deploy Shop --exclusively -c databaseStorage=10')).rejects.toThrow(
    /Invalid storage size for engine name postgres[^]*correct the cause/,
  );

  expect(cloud.cloudFormation.stack('Shop')?.status).toBe('ROLLBACK_COMPLETE');
  expect(cloud.serviceCatalog.store.present).toEqual([]);
});
