import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { expectInvariants } from './invariants';
import { World } from './world';
import { ProvisionedProductProps } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

test.each<[string, Partial<ProvisionedProductProps>]>([
  ['timeout', { timeout: Duration.minutes(20) }],
  ['termination', { ignoreTerminationErrors: true, retainPhysicalResources: true }],
  ['messageLanguage', { messageLanguage: servicecatalog.MessageLanguage.JP }],
  ['removalPolicy', { removalPolicy: RemovalPolicy.RETAIN }],
])('a change of %s alone makes no mutating call', async (_, props) => {
  await world.deployNetwork();

  expect(await world.deployNetwork(props)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('a change of what the stack does with the product’s ids makes no mutating call', async () => {
  await world.deployNetwork();

  const deployed = await world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio);
    new CfnOutput(stack, 'Arn', { value: network.provisionedProductArn });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: world.launched.arn }] });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
  await expectInvariants(world);
});

test('the termination options of the last deployment count', async () => {
  await world.deployNetwork();
  await world.deployNetwork({ retainPhysicalResources: true });
  const stackName = `SC-111111111111-${world.launched.id}`;

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(world.cloud.cloudFormation.stack(stackName)).toMatchObject({ status: 'CREATE_COMPLETE' });
});

test('a retained product is unchanged when its stack is deleted', async () => {
  await world.deployNetwork({ removalPolicy: RemovalPolicy.RETAIN });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.state.status).toBe('AVAILABLE');
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('a product with RETAIN_ON_UPDATE_OR_DELETE is terminated when its launch fails', async () => {
  world.behaveOnce(world.networkId, { failOnCreate: 'You have reached your VPC quota' });

  const props = { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };
  expect(await world.deployNetwork(props)).toMatchObject({ status: 'FAILED' });
  expect(world.present).toEqual([]);
  await expectInvariants(world);
});

test('a retained product is not adopted by a new stack of the same name, but reported', async () => {
  await world.deployNetwork({ removalPolicy: RemovalPolicy.RETAIN, provisionedProductName: 'net' });
  const { id } = world.launched;
  await world.destroy();

  expect(await world.deployNetwork({ provisionedProductName: 'net' })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/already a provisioned product net/);
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
});
