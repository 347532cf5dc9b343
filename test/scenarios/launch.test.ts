import { CfnOutput } from 'aws-cdk-lib';
import { World } from './world';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

test('a declared product is launched, its outputs reach the app, and it is terminated with the stack', async () => {
  const deployed = await world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio, { parameters: { Cidr: '10.1.0.0/16' } });
    new CfnOutput(stack, 'Cidr', { value: network.getOutput('Cidr') });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ key: 'Cidr', value: '10.1.0.0/16' }] });
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
});
