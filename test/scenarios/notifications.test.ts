import * as sns from 'aws-cdk-lib/aws-sns';
import { expectInvariants } from './invariants';
import { World } from './world';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

function deployWithTopics(names: readonly string[], provisionedProductName?: string) {
  return world.deploy((stack, portfolio) => {
    const topic = (name: string) => sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:us-east-1:111111111111:${name}`);
    world.declareNetwork(stack, portfolio, { notificationTopics: names.map(topic), provisionedProductName });
  });
}

test('the stack events of the product go to the topics that the app declares', async () => {
  expect(await deployWithTopics(['deploys', 'audits'])).toMatchObject({ status: 'SUCCEEDED' });
  const topics = ['arn:aws:sns:us-east-1:111111111111:audits', 'arn:aws:sns:us-east-1:111111111111:deploys'];
  expect(world.launched.launch.notificationArns).toEqual(topics);
});

test.each([undefined, 'network'])('the order of the topics means nothing (name: %s)', async (name) => {
  await deployWithTopics(['deploys', 'audits'], name);
  const { id } = world.launched;

  expect(await deployWithTopics(['audits', 'deploys'], name)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.id).toBe(id);
});

test('other topics launch a replacement, and then the original product is terminated', async () => {
  await deployWithTopics(['deploys']);
  const { id } = world.launched;

  expect(await deployWithTopics(['audits'])).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.id).not.toBe(id);
  expect(world.launched.launch.notificationArns).toEqual(['arn:aws:sns:us-east-1:111111111111:audits']);
  expect(world.history).toEqual([
    'PROVISION_PRODUCT SUCCEEDED',
    'PROVISION_PRODUCT SUCCEEDED',
    'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED',
  ]);
});
