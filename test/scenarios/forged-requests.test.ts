import { CfnResource } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expectInvariants } from './invariants';
import { Declare, minutes, sibling, World } from './world';
import { CustomResourceEvent } from '../../local-cloud/cloudformation/custom-resource/custom-resource-event';
import { ManagedProducts, ProvisionedProductProvider, SecretParameter } from '../../src';

/** Whoever may invoke functions can write any event and any step; an event can be read in the execution of its request. */
let world: World;
/** The product of the stack `web`, which is nobody else's to touch. */
let id: string;

afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const network: Declare = (stack, portfolio) => void world.declareNetwork(stack, portfolio);

beforeEach(async () => {
  world = await World.start();
  await world.deploy(network, 'web');
  id = world.launched.id;
  await world.deploy(network, 'evil');
  await world.settle();
});

function eventOf(stack: string): CustomResourceEvent {
  const { event } = world.cloud.cloudFormation.exchanges().find(({ event: { StackId } }) => isOf(stack, StackId)) ?? {};
  if (event === undefined) throw new Error(`no event of ${stack}`);
  return { ...event, ResponseURL: dated(event.ResponseURL, new Date(world.cloud.clock.now()).toISOString()) };
}

/** As if it were signed at that moment: an old request would be too late for anything. */
function dated(url: string, time: string): string {
  return url.replace(/X-Amz-Date=\w+/, `X-Amz-Date=${time.replace(/[-:]|\.\d+/g, '')}`);
}

function isOf(stack: string, text: string): boolean {
  return text.includes(`/${stack}/`);
}

function stackId(stack: string): string {
  return world.cloud.cloudFormation.stack(stack)?.stackId ?? '';
}

/** What the provider of a stack makes of an event or a step. */
async function send(stack: string, payload: object): Promise<void> {
  const name = world.cloud.functions.names().find((one) => one.startsWith(`${stack}-`)) ?? '';
  await world.cloud.functions.invokeAsync(name, JSON.stringify(payload));
  await world.settle(minutes(10));
}

function stands(): boolean {
  return world.present.some((product) => product.id === id && product.state.status === 'AVAILABLE');
}

/** All that was ever answered. */
function answers(): string {
  return JSON.stringify(world.cloud.callLog.find({ service: 'custom-resource-response' }).map(({ input }) => input));
}

/** While a change of the stack is under way, to which a request could belong. */
async function during(stack: string, act: () => Promise<void>, declare = network): Promise<void> {
  const deployed = world.deploy((declared, portfolio) => {
    declare(declared, portfolio);
    sibling(declared, { takes: minutes(30) });
  }, stack);
  await world.until(() => world.cloud.cloudFormation.stack(stack)?.status === 'UPDATE_IN_PROGRESS');
  await act();
  expect(await deployed).toMatchObject({ status: 'SUCCEEDED' });
}

describe('a forged Delete with the id of a product of another stack', () => {
  const forged = () => ({ ...eventOf('evil'), RequestType: 'Delete', PhysicalResourceId: id });

  test('removes nothing while its own stack is at rest', async () => {
    await send('evil', forged());
    expect(stands()).toBe(true);
  });

  test('removes nothing while its own stack is being changed', async () => {
    await during('evil', () => send('evil', forged()));
    expect(stands()).toBe(true);
  });

  test('is rejected by the provider of that stack, which serves no other', async () => {
    await send('web', forged());
    expect(stands()).toBe(true);
    expect(answers()).toContain('serves only its own stack');
  });
});

test('a forged Delete of a product by its own names removes nothing while its stack is at rest', async () => {
  await send('web', { ...eventOf('web'), RequestType: 'Delete', PhysicalResourceId: id });
  expect(stands()).toBe(true);
});

test('a forged step that claims a scope for its Delete terminates nothing while its stack is at rest', async () => {
  const event = { ...eventOf('web'), RequestType: 'Delete', PhysicalResourceId: id };
  await send('web', { event, progress: { startedAt: 0, deadline: 1e15, calls: 1, older: [], scope: {} } });
  expect(stands()).toBe(true);
});

test('a forged step that claims to have launched the product of another stack does not remove it', async () => {
  const event = {
    ...eventOf('evil'),
    RequestType: 'Update',
    OldResourceProperties: eventOf('evil').ResourceProperties,
  };
  const progress = { startedAt: 0, deadline: 1e15, calls: 1, older: [], failure: 'x', launchedId: id };
  await send('evil', { event, progress });
  await during('evil', () => send('evil', { event, progress }));
  expect(stands()).toBe(true);
});

describe('the outputs of a product of another stack are not returned to', () => {
  const asking = (event: CustomResourceEvent) => ({
    ...event,
    RequestType: 'Update',
    PhysicalResourceId: id,
    ResourceProperties: { ...event.ResourceProperties, OutputKeys: ['Cidr'] },
    OldResourceProperties: event.ResourceProperties,
  });

  const followingRecord = () => {
    const { records } = world.present.find((product) => product.id === id) ?? {};
    const record = { id: records?.[0]?.id, operation: 'update', provisionedProductId: id, of: 'it' };
    return { startedAt: 0, deadline: 1e15, calls: 1, older: [], record };
  };

  test.each<[string, string, () => object]>([
    ['a forged Update of another resource', 'evil', () => asking(eventOf('evil'))],
    ['a forged Update of the resource itself, while its stack is at rest', 'web', () => asking(eventOf('web'))],
    [
      'a forged step that claims to wait for a record of it',
      'evil',
      () => {
        return { event: asking(eventOf('evil')), progress: followingRecord() };
      },
    ],
    [
      'a forged step of the resource itself that claims to wait for a record, while its stack is at rest',
      'web',
      () => ({ event: asking(eventOf('web')), progress: followingRecord() }),
    ],
  ])('%s', async (_, stack, payload) => {
    await send(stack, payload());
    expect(answers()).not.toContain('Output.Cidr');
  });

  test('a forged step that claims to wait for a record of it while its own stack is being changed', async () => {
    await during('evil', () => send('evil', { event: asking(eventOf('evil')), progress: followingRecord() }));
    expect(answers()).not.toContain('Output.Cidr');
  });
});

describe('where a product has no token of ours, as it was updated in the console,', () => {
  const ofOwnRole: Declare = (stack, portfolio) => {
    const provider = new ProvisionedProductProvider(stack, 'Provider', { manages: ManagedProducts.OF_OWN_ROLE });
    world.declareNetwork(stack, portfolio, { provider });
  };

  beforeEach(async () => {
    await world.stop();
    world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
    await world.deploy(network, 'web');
    id = world.launched.id;
    await world.deploy(ofOwnRole, 'evil');
    await world.deploy(network, 'plain');
    world.outOfBand.update(id, { Size: 'large' });
    await world.settle();
  });

  test('a provider that manages what its own role has launched cannot remove it', async () => {
    const forged = { ...eventOf('evil'), RequestType: 'Delete', PhysicalResourceId: id };
    await during('evil', () => send('evil', forged), ofOwnRole);
    expect(stands()).toBe(true);
  });

  test('no provider removes it for a resource that its own stack has not declared', async () => {
    const forged = { ...eventOf('evil'), RequestType: 'Delete', PhysicalResourceId: id, LogicalResourceId: 'Intruder' };
    await during('plain', () => send('plain', { ...forged, StackId: stackId('plain') }));
    expect(stands()).toBe(true);
  });

  test('such a provider launches, changes and removes its own products', async () => {
    const changed: Declare = (stack, portfolio) => {
      const provider = new ProvisionedProductProvider(stack, 'Provider', { manages: ManagedProducts.OF_OWN_ROLE });
      world.declareNetwork(stack, portfolio, { provider, parameters: { Size: 'large' } });
    };
    expect(await world.deploy(changed, 'evil')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await world.destroy('evil')).toMatchObject({ status: 'SUCCEEDED' });
    expect(stands()).toBe(true);
  });
});

test('a request dated in the future does not stop the one that is at work', async () => {
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(5) });
  const deployed = world.deploy((stack, portfolio) => {
    world.declareNetwork(stack, portfolio, { parameters: { Size: 'large' } });
  }, 'web');
  await world.until(() => world.present.some(({ state }) => state.status === 'UNDER_CHANGE'));
  const real = world.cloud.cloudFormation.exchanges().at(-1)?.event;
  await send('web', { ...real, ResponseURL: dated(real?.ResponseURL ?? '', '2099-01-01T00:00:00Z') });
  expect(await deployed).toMatchObject({ status: 'SUCCEEDED' });
});

describe('a stack that a shared provider does not know', () => {
  /** A template that names the function of the provider, in an app that has no such provider. */
  const intruder: Declare = (stack) => {
    const [functionName = ''] = world.cloud.functions.names().filter((name) => name.startsWith('shared-'));
    new CfnResource(stack, 'Network', {
      type: 'Custom::ServiceCatalogProvisionedProduct',
      properties: {
        ServiceToken: `arn:aws:lambda:us-east-1:111111111111:function:${functionName}`,
        ProductId: world.networkId,
        PortfolioId: world.portfolioId,
        SecretParameters: { Cidr: { SecretId: 'database' } },
      },
    });
  };

  beforeEach(async () => {
    await world.deploy((stack, portfolio) => {
      const provider = new ProvisionedProductProvider(stack, 'Provider', { stacks: ['shop-*'] });
      const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
      const secretParameters = { Cidr: SecretParameter.fromSecretsManager(secret).evenIfShown() };
      world.cloud.secrets.create('database', '10.0.0.0/16');
      world.declareNetwork(stack, portfolio, { provider, secretParameters });
    }, 'shared');
    await world.settle();
  });

  test('launches nothing and reads no secret; the message names the served stacks, not how to add one', async () => {
    const reads = () => world.cloud.callLog.count({ service: 'secretsmanager', operation: 'GetSecretValue' });
    const before = [world.records.length, reads()];
    expect(await world.deploy(intruder, 'stranger')).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    const reason = world.reasonOf('Network', 'stranger');
    expect(reason).toContain('its provider serves only the stacks shop-*, shared');
    expect(reason).not.toContain('permission');
    expect([world.records.length, reads()]).toEqual(before);
  });

  test('is not taken for a nested stack because of its name', async () => {
    expect(await world.deploy(intruder, 'shared-Nested-1ABCDEFGHIJKL')).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network', 'shared-Nested-1ABCDEFGHIJKL')).toContain('its provider serves only the stacks');
  });

  test('is served once it is named', async () => {
    expect(await world.deploy(intruder, 'shop-web')).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network', 'shop-web')).toContain(
      'parameter Cidr is declared as a secret, but this version shows',
    );
  });
});
