import { Duration } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expectInvariants } from './invariants';
import { minutes, World } from './world';
import { AwsError } from '../../local-cloud/gateway/service';
import { SecretParameter } from '../../src';

const SECRET = 'marker-of-a-secret';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const LARGE = { parameters: { Size: 'large' } };
const service = 'servicecatalog';

/** From now on the operation is refused so, as long as the refusal is not taken back. */
function refuse(operation: string, error: AwsError): jest.SpyInstance {
  const { serviceCatalog } = world.cloud;
  const call = serviceCatalog.call.bind(serviceCatalog);
  return jest.spyOn(serviceCatalog, 'call').mockImplementation(async (name, ...rest) => {
    if (name === operation) throw error;
    return call(name, ...rest);
  });
}

/** Minutes from the first request to its answer. */
function firstAnswer(): number {
  const [exchange] = world.cloud.cloudFormation.exchanges();
  return Math.round(((exchange?.endedAt ?? Infinity) - (exchange?.sentAt ?? 0)) / minutes(1));
}

describe('an error that lasts to the deadline is reported with the service’s message', () => {
  test.each(['DescribeProduct', 'ProvisionProduct'])('throttling, at %s', async (operation) => {
    world.cloud.faults.inject({ service, operation, fault: 'throttled' });
    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toMatch(/within 55 minutes, waiting for .*ThrottlingException: Rate exceeded/);
  });

  test('a service fault', async () => {
    world.cloud.faults.inject({ service, operation: 'ProvisionProduct', fault: 'failedBefore' });
    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toMatch(/waiting for .*InternalFailure: The request processing has failed/);
  });

  test('what may appear within minutes, if the deadline comes first', async () => {
    world.cloud.faults.inject({ service, operation: 'DescribeProduct', fault: 'denied' });
    expect(await world.deployNetwork({ timeout: Duration.minutes(1) })).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(
      /waiting for a permission to take effect \(AccessDenied\w*: The caller is/,
    );
  });

  test.each(['launch', 'update'])('but without a secret that it quotes (%s)', async (when) => {
    world.cloud.secrets.create('database', SECRET);
    const deploy = (Size: string) =>
      world.deploy((stack, portfolio) => {
        const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
        const secretParameters = { Password: SecretParameter.fromSecretsManager(secret) };
        world.declareNetwork(stack, portfolio, {
          parameters: { Size },
          secretParameters,
          timeout: Duration.minutes(5),
        });
      });
    if (when === 'update') await deploy('small');
    const operation = when === 'launch' ? 'ProvisionProduct' : 'UpdateProvisionedProduct';
    const refusal = refuse(operation, new AwsError('ServiceUnavailableException', `no room for ${SECRET}`, 503));

    const deploying = deploy('large');
    await world.until(() => world.reasonOf('Network') !== '');
    refusal.mockRestore();
    expect(await deploying).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('ServiceUnavailableException: no room for ***');
    const executions = world.cloud.stateMachines.executions.map((execution) => [execution, execution.history.events]);
    expect(JSON.stringify(executions)).not.toContain(SECRET);
  });
});

describe('a quota that stays exhausted fails within minutes, with the service’s message', () => {
  test.each(['DescribeProduct', 'ProvisionProduct'])('a launch, at %s', async (operation) => {
    world.cloud.faults.inject({ service, operation, fault: 'atQuota' });
    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('LimitExceededException: The current limits of the service');
    expect(firstAnswer()).toBeLessThan(6);
    expect(world.records).toEqual([]);
  });

  test('an update', async () => {
    await world.deployNetwork();
    world.cloud.faults.inject({ service, operation: 'UpdateProvisionedProduct', fault: 'atQuota' });
    const deploying = world.deployNetwork(LARGE);
    await world.until(() => world.reasonOf('Network') !== '');
    world.cloud.faults.clear();
    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('LimitExceededException: The current limits of the service');
    expect(world.launched.launch.parameters.Size).toBe('small');
  });

  test('a termination', async () => {
    await world.deployNetwork();
    world.cloud.faults.inject({ service, operation: 'TerminateProvisionedProduct', fault: 'atQuota' });
    expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
    expect(world.reasonOf('Network')).toContain('LimitExceededException: The current limits of the service');
    world.cloud.faults.clear();
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

test('a quota that has room again within minutes does no harm', async () => {
  world.cloud.faults.inject({ service, operation: 'ProvisionProduct', fault: 'atQuota', nth: [1, 2, 3] });
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
});
