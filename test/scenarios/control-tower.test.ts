import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { expectInvariants } from './invariants';
import { minutes, World } from './world';
import { Behaviours } from '../../local-cloud/service-catalog/behaviours';
import {
  CatalogProduct,
  ProductVersion,
  ProvisionedProduct,
  ProvisionedProductProps,
  ProvisionedProductProvider,
} from '../../src';

let world: World;
let accountFactory: string;
afterEach(() => world.stop());

async function start(
  controlTowerIsBusy: Behaviours['controlTowerIsBusy'] = 'AT_CALL',
  accountFactoryAsksCaller: Behaviours['accountFactoryAsksCaller'] = 'AT_CALL',
): Promise<void> {
  world = await World.start({ serviceCatalog: { controlTowerIsBusy, accountFactoryAsksCaller } });
  accountFactory = world.addProduct('AWS Control Tower Account Factory', { kind: 'CONTROL_TOWER_ACCOUNT' });
}

function accountProps(name: string, unit: string): ProvisionedProductProps {
  return {
    product: CatalogProduct.fromName('AWS Control Tower Account Factory'),
    version: ProductVersion.keepCurrent(),
    parameters: {
      AccountName: `Team of ${name}`,
      AccountEmail: `${name}@example.com`,
      SSOUserFirstName: 'Ada',
      SSOUserLastName: 'Lovelace',
      SSOUserEmail: 'ada@example.com',
      ManagedOrganizationalUnit: unit,
    },
  };
}

function deployAccounts(names: readonly string[], unit = 'Sandbox (ou-abcd-12345678)') {
  return world.deploy((stack, portfolio) => {
    for (const name of names) {
      const account = new ProvisionedProduct(stack, name, { ...accountProps(name, unit), portfolio });
      account.provider.grantAccountFactory();
      new CfnOutput(stack, `${name}Id`, { value: account.getOutput('AccountId') });
    }
  });
}

/** A landing-zone upgrade: a version of the same name, and only that one is active. */
function upgradeLandingZone(): string {
  const before = world.catalog.product(accountFactory).versions.map(({ id }) => id);
  const version = world.addVersion(accountFactory, 'AWS Control Tower Account Factory', '{}');
  for (const id of before) world.catalog.deactivateVersion(accountFactory, id);
  return version;
}

test('an account is created, and its id reaches the app', async () => {
  await start();
  upgradeLandingZone();

  expect(await deployAccounts(['sandbox'])).toMatchObject({
    status: 'SUCCEEDED',
    outputs: [{ value: expect.stringMatching(/^\d{12}$/) }],
  });
  await expectInvariants(world);
});

test('an account moves to another unit, also after landing-zone upgrades, on the active version', async () => {
  await start();
  upgradeLandingZone();
  await deployAccounts(['sandbox']);
  const { id } = world.launched;
  upgradeLandingZone();
  const active = upgradeLandingZone();

  expect(await deployAccounts(['sandbox'], 'Workloads (ou-abcd-87654321)')).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({
    id,
    launch: { version: { id: active }, parameters: { ManagedOrganizationalUnit: 'Workloads (ou-abcd-87654321)' } },
  });
  await expectInvariants(world);
});

describe.each(['AT_CALL', 'IN_RECORD'] as const)('where Control Tower says %s that it is busy', (where) => {
  test('the launch is retried until it is accepted', async () => {
    await start(where);
    world.outOfBand.occupyAccountFactory(5);
    const deploying = deployAccounts(['sandbox']);
    await world.settle(minutes(15));
    world.outOfBand.occupyAccountFactory(4);

    expect(await deploying).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.state.status).toBe('AVAILABLE');
    await expectInvariants(world);
  });

  test('an update and a termination are retried until the landing zone is up to date', async () => {
    await start(where);
    await deployAccounts(['sandbox']);
    world.outOfBand.changeLandingZone(true);
    const updating = deployAccounts(['sandbox'], 'Workloads (ou-abcd-87654321)');
    await world.settle(minutes(10));
    world.outOfBand.changeLandingZone(false);
    expect(await updating).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched).toMatchObject({
      state: { status: 'AVAILABLE' },
      launch: { parameters: { ManagedOrganizationalUnit: 'Workloads (ou-abcd-87654321)' } },
    });

    world.outOfBand.changeLandingZone(true);
    const removing = world.destroy();
    await world.settle(minutes(10));
    world.outOfBand.changeLandingZone(false);
    expect(await removing).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
    await expectInvariants(world);
  });

  test('six accounts in one stack are created, five at a time', async () => {
    await start(where);
    world.cloud.serviceCatalog.setBehaviour(accountFactory, { takes: minutes(20) });
    const names = Array.from({ length: 6 }, (_, index) => `account${index}`);

    expect(await deployAccounts(names)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present.map(({ state }) => state.status)).toEqual(names.map(() => 'AVAILABLE'));
    await expectInvariants(world);
  });

  test('fails in time, with its message, when it stays busy; nothing is left', async () => {
    await start(where);
    world.outOfBand.occupyAccountFactory(5);

    const deploying = deployAccounts(['sandbox']);
    await world.settle(minutes(58));
    world.outOfBand.occupyAccountFactory(0);
    expect(await deploying).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('sandbox')).toMatch(/concurrent account operations is exceeded/);
    expect(world.present).toEqual([]);
    await expectInvariants(world);
  });
});

test('an account that is to be retained outlives its stack', async () => {
  await start();
  const declareAccount = { ...accountProps('sandbox', 'Sandbox'), removalPolicy: RemovalPolicy.RETAIN };
  await world.deployNetwork(declareAccount, (stack) => {
    ProvisionedProductProvider.getOrCreate(stack).grantAccountFactory();
  });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.state.status).toBe('AVAILABLE');
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

describe.each(['AT_CALL', 'IN_RECORD'] as const)(
  'where Control Tower says %s that its caller lacks a permission',
  (where) => {
    test('a launch without the grant fails, and leaves nothing', async () => {
      await start('AT_CALL', where);

      expect(await world.deployNetwork(accountProps('sandbox', 'Sandbox'))).toMatchObject({ status: 'FAILED' });
      expect(world.reasonOf('Network')).toMatch(/not authorized to perform: /);
      expect(world.present).toEqual([]);
      await expectInvariants(world);
    });

    test('an account is created, moved and un-enrolled with the grant', async () => {
      await start('AT_CALL', where);

      expect(await deployAccounts(['sandbox'])).toMatchObject({ status: 'SUCCEEDED' });
      expect(await deployAccounts(['sandbox'], 'Workloads')).toMatchObject({ status: 'SUCCEEDED' });
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.history.filter((record) => !record.endsWith('SUCCEEDED'))).toEqual([]);
      expect(world.present).toEqual([]);
    });
  },
);

test('a denial of Account Factory names the grant', async () => {
  await start('AT_CALL', 'AT_CALL');
  const reading = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] });

  await world.deployNetwork(accountProps('sandbox', 'Sandbox'), (stack) => {
    ProvisionedProductProvider.getOrCreate(stack).grantPrincipal.addToPrincipalPolicy(reading);
  });
  expect(world.reasonOf('Network')).toMatch(/organizations:DescribeOrganization.*call grantAccountFactory\(\)/);
});
