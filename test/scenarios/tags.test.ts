import { CfnOutput, CfnResource, Tags } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { World } from './world';

let world: World;
afterEach(() => world.stop());

const declareWith = (tags?: Record<string, string>) => world.deployNetwork({ tags });

describe('declared by the app', () => {
  afterEach(() => expectInvariants(world));

  test('tags are added, changed and removed with the declaration', async () => {
    world = await World.start();
    const seen: unknown[] = [];
    const life: Record<string, string>[] = [{}, { team: 'data' }, { team: 'platform', cost: '42' }, { cost: '42' }, {}];
    for (const tags of life) {
      expect(await declareWith(tags)).toMatchObject({ status: 'SUCCEEDED' });
      seen.push(world.launched.launch.tags);
    }
    expect(seen).toEqual(life);
    expect(world.present).toHaveLength(1);
  });

  test('tags reach the resources behind the product', async () => {
    world = await World.start();
    await declareWith({ team: 'data' });

    const stack = world.cloud.cloudFormation.stack(`SC-111111111111-${world.launched.id}`);
    expect(stack?.tags).toMatchObject({ team: 'data' });
  });

  test('tags of the scope are merged with the product’s own, which take precedence', async () => {
    world = await World.start();
    await world.deployNetwork({ tags: { team: 'data', tier: 'own' } }, (stack) => {
      Tags.of(stack).add('cost', '42');
      Tags.of(stack).add('tier', 'scope', { priority: 10 });
    });

    expect(world.launched.launch.tags).toEqual({ team: 'data', cost: '42', tier: 'own' });
  });

  test('the value of a tag may be known only when the stack is deployed', async () => {
    world = await World.start();
    await world.deploy((stack, portfolio) => {
      const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
      world.declareNetwork(stack, portfolio, { tags: { alarms: topic.ref } });
      new CfnOutput(stack, 'Alarms', { value: topic.ref });
    });

    expect(world.launched.launch.tags).toEqual({ alarms: expect.stringMatching(/^arn:aws:sns:/) });
  });
});

// Without a RESOURCE_UPDATE constraint it is Service Catalog’s to decide what becomes of the tags of an update.
test.each(['APPLIED', 'IGNORED'] as const)(
  'a deployment that changes only tags succeeds where Service Catalog has them %s',
  async (tagsOfUpdate) => {
    world = await World.start({ serviceCatalog: { tagsOfUpdate } });
    await declareWith({ team: 'data' });

    expect(await declareWith({ team: 'platform' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.state.status).toBe('AVAILABLE');
  },
);

test('the log names removed tags that may stay, never their values', async () => {
  world = await World.start();
  world.catalog.addConstraint(world.portfolioId, world.networkId, { type: 'RESOURCE_UPDATE', tagUpdates: 'ALLOWED' });
  await declareWith({ team: 'the-data-team', cost: '42' });
  expect(await declareWith({ cost: '43' })).toMatchObject({ status: 'SUCCEEDED' });

  const lines = world.cloud.logs
    .text()
    .split('\n')
    .filter((line) => line.includes('tags'));
  expect(lines.join()).toMatch(/"step":"tags may stay".*"tags":"team"/);
  expect(lines.join()).not.toMatch(/the-data-team|43/);
});

test('the log names tags that the portfolio does not let change', async () => {
  world = await World.start({ serviceCatalog: { tagsOfUpdate: 'IGNORED' } });
  world.catalog.addConstraint(world.portfolioId, world.networkId, {
    type: 'RESOURCE_UPDATE',
    tagUpdates: 'NOT_ALLOWED',
  });
  await declareWith({ team: 'data', cost: '42' });
  await declareWith({ team: 'platform' });

  expect(world.cloud.logs.text()).toMatch(/"step":"tag change not allowed".*"tags":"team, cost"/);
});

describe('with TagOptions', () => {
  const attach = (resourceId: string, ...values: string[]) => {
    for (const value of values) world.catalog.createTagOption('tier', value).resourceIds.add(resourceId);
  };

  test('the only value there is need not be declared', async () => {
    world = await World.start();
    attach(world.networkId, 'gold');

    expect(await declareWith({ team: 'data' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.tags).toEqual({ team: 'data', tier: 'gold' });
  });

  test('fails before the launch with the allowed values when the declared one is none of them', async () => {
    world = await World.start();
    attach(world.networkId, 'gold', 'silver');

    expect(await declareWith({ tier: 'bronze' })).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/tag tier is "bronze".*gold, silver/);
    expect(world.records).toEqual([]);
  });

  test.each(['LAUNCHED', 'REFUSED'] as const)(
    'Service Catalog decides whether one of several values must be declared (%s)',
    async (tagOptionNotChosen) => {
      world = await World.start({ serviceCatalog: { tagOptionNotChosen } });
      attach(world.networkId, 'gold', 'silver');

      const launched = tagOptionNotChosen === 'LAUNCHED';
      expect(await declareWith()).toMatchObject({ status: launched ? 'SUCCEEDED' : 'FAILED' });
      if (!launched) expect(world.reasonOf('Network')).toMatch(/Missing required parameter in Tags/);
      expect(world.records).toHaveLength(launched ? 1 : 0);
    },
  );

  describe.each(['TAGGED', 'IGNORED'] as const)('that conflict, and are %s', (conflictingTagOptions) => {
    const conflict = () => {
      attach(world.networkId, 'gold');
      attach(world.portfolioId, 'silver');
    };

    test('a product is launched, updated and removed', async () => {
      world = await World.start({ serviceCatalog: { conflictingTagOptions } });
      conflict();

      expect(await declareWith({ team: 'data' })).toMatchObject({ status: 'SUCCEEDED' });
      expect(await declareWith({ team: 'platform' })).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.launch.tags).toMatchObject({ team: 'platform' });
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    });

    test('an existing product can be updated', async () => {
      world = await World.start({ serviceCatalog: { conflictingTagOptions } });
      await world.deployNetwork({ parameters: { Size: 'small' } });
      conflict();

      expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    });

    test('fails before the launch when the app declares a tag of that key', async () => {
      world = await World.start({ serviceCatalog: { conflictingTagOptions } });
      conflict();

      expect(await declareWith({ tier: 'gold' })).toMatchObject({ status: 'FAILED' });
      expect(world.reasonOf('Network')).toMatch(/tag tier is declared.*no value in common: omit it/);
      expect(world.records).toEqual([]);
    });
  });
});
