import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, sibling, World } from './world';
import { LocalCloudOptions } from '../../local-cloud/local-cloud-options';
import { ProductVersion, SecretParameter } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());
const ROLLED_BACK = { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' };

/** A sibling that fails, so that what has succeeded beside it is taken back. */
const failing = (takes = minutes(10)) => ({ version: '2', takes, fails: 'no room' });

async function start(serviceCatalog: LocalCloudOptions['serviceCatalog'] = {}): Promise<void> {
  world = await World.start({ serviceCatalog });
}

test('a previous value that the update kept, too, is unchanged, also with two launch paths', async () => {
  await start({ pathsOfPortfolio: 'TWO_ALIKE' });
  const sized = productTemplate({ parameters: { Size: { Type: 'String', Default: 'small' } } });
  for (const name of ['v2', 'v3']) world.addVersion(world.networkId, name, sized);
  const [v2, v3] = [ProductVersion.fromName('v2'), ProductVersion.fromName('v3')];
  const kept = (Cidr: string) => ({ usePreviousValues: ['Size'], parameters: { Cidr } });
  await world.deployNetwork({ version: v2, parameters: { Size: 'large' } }, (stack) => sibling(stack));
  await world.deployNetwork({ ...kept('10.1.0.0/16'), version: v2 }, (stack) => sibling(stack));
  const props = { ...kept('10.2.0.0/16'), version: v3 };
  expect(await world.deployNetwork(props, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
  expect(world.launched.launch).toMatchObject({ version: { name: 'v2' }, parameters: { Size: 'large' } });
  expect(world.cloud.logs.text()).not.toMatch(/untold.*Size/);
});

describe('values that cannot be known', () => {
  beforeEach(() => start());

  test('a previous value that the update replaced is reported in the log', async () => {
    await world.deployNetwork({ usePreviousValues: ['Size'] }, (stack) => sibling(stack));
    world.outOfBand.update(world.launched.id, { Size: 'large' });
    await world.settle();
    const props = { parameters: { Size: 'small' } };
    expect(await world.deployNetwork(props, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
    expect(world.cloud.logs.text()).toMatch(/"values unknown".*Size.*rec-/);
  });

  test('the response of the update warns of a previous value that the rollback cannot know', async () => {
    await world.deployNetwork({ usePreviousValues: ['Size'] });
    world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject(ROLLED_BACK);
    expect(world.reasonOf('Network')).toContain('check Size after the rollback');
  });

  const deployWithSecret = (parameters: Record<string, string>, beside: Parameters<typeof sibling>[1] = {}) =>
    world.deploy((stack, portfolio) => {
      const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
      const secretParameters = { Password: SecretParameter.fromSecretsManager(secret) };
      world.declareNetwork(stack, portfolio, { parameters, secretParameters });
      sibling(stack, beside);
    });

  test.each([
    ['is the same', 0],
    ['was rotated', 1],
  ])('a secret that %s is restored', async (_, rotations) => {
    world.cloud.secrets.create('database', 'secret-0');
    await deployWithSecret({ Size: 'small' });
    for (let i = 1; i <= rotations; i++) world.cloud.secrets.putValue('database', `secret-${i}`);
    expect(await deployWithSecret({ Size: 'large' }, failing())).toMatchObject(ROLLED_BACK);
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'small', Password: 'secret-0' });
    expect(world.cloud.logs.text()).not.toContain('values unknown');
  });

  test('a secret that was rotated is restored by a second rollback, too', async () => {
    world.cloud.secrets.create('database', 'secret-0');
    await deployWithSecret({ Size: 'small' });
    world.cloud.secrets.putValue('database', 'secret-1');
    for (const _ of ['first', 'second']) {
      expect(await deployWithSecret({ Size: 'large' }, failing())).toMatchObject(ROLLED_BACK);
      expect(world.launched.launch.parameters).toMatchObject({ Size: 'small', Password: 'secret-0' });
    }
    expect(world.cloud.logs.text()).not.toContain('values unknown');
  });

  test('a secret that was rotated twice is reported in the log', async () => {
    world.cloud.secrets.create('database', 'secret-0');
    await deployWithSecret({ Size: 'small' });
    for (const value of ['secret-1', 'secret-2']) world.cloud.secrets.putValue('database', value);
    expect(await deployWithSecret({ Size: 'large' }, failing())).toMatchObject(ROLLED_BACK);
    expect(world.cloud.logs.text()).toMatch(/"values unknown".*Password.*rec-/);
  });

  test('a secret that was deleted meanwhile does not prevent the rollback', async () => {
    world.cloud.secrets.create('database', 'secret-0');
    await deployWithSecret({ Size: 'small' });
    const deploying = deployWithSecret({ Size: 'large' }, failing());
    await world.until(() => world.records.length === 2);
    world.cloud.secrets.delete('database');
    expect(await deploying).toMatchObject(ROLLED_BACK);
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'small', Password: 'secret-0' });
    expect(world.cloud.logs.text()).toMatch(/"values unknown".*Password.*rec-/);
    world.cloud.secrets.create('database', 'secret-0');
  });
});

test('a NoEcho value that came from a failed update is reported in the log of the next rollback', async () => {
  await start({ previousValues: 'LAST_ATTEMPT' });
  const defaultOf = (name: string) => ({ Type: 'String', NoEcho: true, Default: `default-of-${name}` });
  for (const name of ['v2', 'v3']) {
    world.addVersion(world.networkId, name, productTemplate({ parameters: { Password: defaultOf(name) } }));
  }
  const deploy = (name: string, Size: string, beside = {}) => {
    const props = { version: ProductVersion.fromName(name), parameters: { Size } };
    return world.deployNetwork(props, (stack) => sibling(stack, beside));
  };
  await deploy('v2', 'small');
  world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
  expect(await deploy('v3', 'large')).toMatchObject(ROLLED_BACK);
  const [, , restored] = world.records;
  expect(await deploy('v3', 'large', failing())).toMatchObject(ROLLED_BACK);
  expect(world.cloud.logs.text()).toMatch(new RegExp(`"values unknown".*Password.*${restored?.id}`));
});

test('a tag that stayed after one rollback has its value again after the next one', async () => {
  await start({ tagsRemovedByUpdate: 'KEPT' });
  await world.deployNetwork({}, (stack) => sibling(stack));
  for (const [stage, Size] of [
    ['test', 'small'],
    ['prod', 'large'],
  ] as const) {
    const tagged = { tags: { stage }, parameters: { Size } };
    expect(await world.deployNetwork(tagged, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
    expect(world.launched.launch.tags).toEqual({ stage: 'test' });
  }
});

test('tags are restored', async () => {
  await start();
  await world.deployNetwork({ tags: { team: 'data' } }, (stack) => sibling(stack));
  const next = { tags: { team: 'web', tier: 'gold' } };
  expect(await world.deployNetwork(next, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
  expect(world.launched.launch.tags).toEqual({ team: 'data' });
});
