import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { seconds, World } from './world';
import { ProductVersion } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** A later version, unlike all others. */
async function addVersion(name: string): Promise<string> {
  await world.settle(seconds(60));
  const count = world.catalog.product(world.networkId).versions.length;
  const outputs = { Serial: { Value: String(count) } };
  return world.addVersion(world.networkId, name, productTemplate({ outputs, resources: marker(count) }));
}

function marker(count: number): Record<string, unknown> {
  return { Marker: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: `version ${count}` } } };
}

test('of two versions of one name the newest active one is launched', async () => {
  const second = await addVersion('v1');
  const third = await addVersion('v1');
  world.catalog.deactivateVersion(world.networkId, third);

  expect(await world.deployNetwork({ version: ProductVersion.fromName('v1') })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(second);
});

test('the latest version, which is the default, is the newest that is not deprecated', async () => {
  const second = await addVersion('v2');
  const third = await addVersion('v3');
  world.catalog.deprecateVersion(world.networkId, third);

  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(second);
});

test('an inactive version is never the latest', async () => {
  const second = await addVersion('v2');
  const third = await addVersion('v3');
  world.catalog.deactivateVersion(world.networkId, third);

  expect(await world.deployNetwork({ version: ProductVersion.latest() })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(second);
});

test('an active version is kept while newer ones come, until it is no longer active', async () => {
  const first = world.catalog.product(world.networkId).versions[0]?.id ?? '';
  await world.deployNetwork({ version: ProductVersion.keepCurrent() });
  const second = await addVersion('v2');

  await world.deployNetwork({ version: ProductVersion.keepCurrent(), parameters: { Size: 'large' } });
  expect(world.launched.launch.version.id).toBe(first);

  world.catalog.deactivateVersion(world.networkId, first);
  await world.deployNetwork({ version: ProductVersion.keepCurrent(), parameters: { Size: 'small' } });
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { version: { id: second } } });
});

test('another version by id is taken, and the previous one can be restored', async () => {
  const first = world.catalog.product(world.networkId).versions[0]?.id ?? '';
  const second = await addVersion('v2');
  await world.deployNetwork({ version: ProductVersion.fromId(first) });

  expect(await world.deployNetwork({ version: ProductVersion.fromId(second) })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(second);
  expect(await world.deployNetwork({ version: ProductVersion.fromId(first) })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(first);
});

test('fails with all versions, and which are inactive, when none has the declared name', async () => {
  const second = await addVersion('v2');
  world.catalog.deactivateVersion(world.networkId, second);

  expect(await world.deployNetwork({ version: ProductVersion.fromName('v2') })).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  expect(reason).toContain('no active version named v2');
  expect(reason).toMatch(/v1 \(pa-\w+\), v2 \(pa-\w+, inactive\)/);
  expect(world.records).toEqual([]);
});

test('fails with all versions when the declared id is unknown', async () => {
  expect(await world.deployNetwork({ version: ProductVersion.fromId('pa-unknown') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/no active version pa-unknown.*v1 \(pa-\w+\)/);
});

test('fails without touching the product when it is to be updated on an inactive version', async () => {
  await addVersion('v2');
  const version = ProductVersion.fromName('v1');
  await world.deployNetwork({ version });
  world.catalog.deactivateVersion(world.networkId, world.launched.launch.version.id);

  await world.deployNetwork({ version, parameters: { Size: 'large' } });
  expect(world.reasonOf('Network')).toMatch(/no active version named v1.*v1 \(pa-\w+, inactive\), v2 \(pa-\w+\)/);
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('fails with the versions of the product when the declared id is deployed and no longer active', async () => {
  await addVersion('v2');
  const version = ProductVersion.fromId(world.catalog.product(world.networkId).versions[0]?.id ?? '');
  await world.deployNetwork({ version });
  world.catalog.deactivateVersion(world.networkId, world.launched.launch.version.id);

  await world.deployNetwork({ version, parameters: { Size: 'large' } });
  expect(world.reasonOf('Network')).toMatch(/no active version pa-\w+.*v1 \(pa-\w+, inactive\), v2 \(pa-\w+\)/);
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
});

test('an inactive version does not prevent the removal', async () => {
  await world.deployNetwork();
  world.catalog.deactivateVersion(world.networkId, world.launched.launch.version.id);

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test.each([
  ['the latest version', ProductVersion.latest()],
  ['a version by name', ProductVersion.fromName('v2')],
])('as %s a deprecated one is not launched', async (_choice, version) => {
  const second = await addVersion('v2');
  const third = await addVersion('v2');
  world.catalog.deprecateVersion(world.networkId, third);

  expect(await world.deployNetwork({ version })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.version.id).toBe(second);
});

test('fails when only a deprecated version has the name, and says so', async () => {
  const second = await addVersion('v2');
  world.catalog.deprecateVersion(world.networkId, second);

  expect(await world.deployNetwork({ version: ProductVersion.fromName('v2') })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain(`v2 (${second}, deprecated)`);
});
