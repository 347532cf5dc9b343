import { expectInvariants } from './invariants';
import { minutes, sibling, World } from './world';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** A launch whose rollback cannot remove it: somebody deletes the stack and leaves the product behind. */
async function leaveBehind(props: Parameters<World['deployNetwork']>[0]) {
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: 'bucket is not empty' });
  await world.deployNetwork(props, (stack) => sibling(stack, { takes: minutes(10), fails: 'no luck' }));
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
}

describe.each(['FIRST', 'LATEST'] as const)('where Service Catalog shows the %s token', (shownToken) => {
  test.each(['SAME_RECORD', 'NEW_RECORD'] as const)(
    'a failed launch is repeated by the next deployment (the token of a failed record yields %s)',
    async (tokenOfFailedRecord) => {
      world = await World.start({ serviceCatalog: { shownToken, tokenOfFailedRecord } });
      world.behaveOnce(world.networkId, { failOnCreate: 'You have reached your VPC quota' });
      const props = { provisionedProductName: 'net' };

      expect(await world.deployNetwork(props)).toMatchObject({ status: 'FAILED' });
      expect(await world.deployNetwork(props)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.state.status).toBe('AVAILABLE');
    },
  );

  test.each(['REFUSED', 'SAME_RECORD'] as const)(
    'a launch whose reply is lost is adopted, whatever has changed since (a reused token: %s)',
    async (tokenOfOtherRequest) => {
      world = await World.start({ serviceCatalog: { shownToken, tokenOfOtherRequest } });
      world.cloud.faults.inject({ fault: 'killedAfter', operation: 'ProvisionProduct', nth: 1 });
      world.atNextCall('ProvisionProduct', () => world.outOfBand.changePathIds());

      expect(await world.deployNetwork({ provisionedProductName: 'net' })).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.state.status).toBe('AVAILABLE');
    },
  );

  test('an update whose reply is lost is recognised as our own', async () => {
    world = await World.start({ serviceCatalog: { shownToken } });
    await world.deployNetwork({ provisionedProductName: 'net' });
    world.cloud.faults.inject({ fault: 'resetAfter', operation: 'UpdateProvisionedProduct' });
    const updating = world.deployNetwork({ provisionedProductName: 'net', parameters: { Size: 'large' } });
    await world.until(() => world.records.length > 1);
    world.cloud.faults.clear();

    expect(await updating).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'large' } } });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });

  test('a product that the rollback could not terminate is terminated with the stack later', async () => {
    world = await World.start({ serviceCatalog: { shownToken } });
    await leaveBehind({ provisionedProductName: 'net' });
    expect(world.present).toHaveLength(1);

    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });
});
