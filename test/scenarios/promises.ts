import { World } from './world';
import { ProvisionedProduct } from '../../local-cloud/service-catalog/provisioned-product';
import { ProvisioningRecord } from '../../local-cloud/service-catalog/record';

/**
 * What is promised whatever happens, looked at when everything has come to rest: every request was answered, no stack has
 * more or other products than its resources name, nothing of somebody else was touched, no log tells a ResponseURL.
 *
 * @param leftBehind - names of the products that the story itself leaves behind, for a reason that the deploy has told
 */
export async function expectPromisesKept(
  world: World,
  leftBehind: readonly (string | undefined)[] = [],
): Promise<void> {
  await world.settle();
  expect(unanswered(world)).toEqual([]);
  expect(unknownToTheirStacks(world).map(({ name }) => name)).toEqual(leftBehind);
  expect(foreignOperations(world).map(({ id }) => id)).toEqual([]);
  expect(world.cloud.stateMachines.executions.filter(({ status }) => status === 'RUNNING')).toEqual([]);
  expect(world.cloud.logs.text()).not.toContain('X-Amz-Signature');
}

/** Requests for which CloudFormation has waited in vain. */
function unanswered(world: World): readonly string[] {
  return world.cloud.cloudFormation
    .stacks()
    .flatMap(({ events }) => events.map(({ resourceStatusReason = '' }) => resourceStatusReason))
    .filter((reason) => reason.includes('did not receive a response'));
}

/** Products that functions have launched and that are not the physical resource of any resource. */
function unknownToTheirStacks(world: World): readonly ProvisionedProduct[] {
  const known = new Set(
    world.cloud.cloudFormation
      .stacks()
      .flatMap(({ resources }) => [...resources.values()])
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .map(({ physicalId }) => physicalId),
  );
  return world.present.filter(({ id, records }) => resourceKey(records[0]) !== undefined && !known.has(id));
}

/** Operations that a resource has had on the product of another one, or of nobody. */
function foreignOperations(world: World): readonly ProvisioningRecord[] {
  return world.records.filter((record) => {
    const key = resourceKey(record);
    return key !== undefined && key !== resourceKey(record.provisionedProduct.records[0]);
  });
}

/** The declared resource for which a call was made, as its token tells; undefined if somebody else made it. */
function resourceKey(record: ProvisioningRecord | undefined): string | undefined {
  return /^([0-9a-f]{20})-[0-9a-f]{16}-\d+$/.exec(record?.token ?? '')?.[1];
}
