import { ListProvisionedProductPlansCommand, ListProvisionedProductPlansInput } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

/** With `net` launched. */
async function launched(behaviours: Partial<Behaviours> = {}): Promise<string> {
  test = await ServiceUnderTest.open(behaviours);
  test.offer();
  return (await test.ended(await test.provision())).ProvisionedProductId ?? '';
}

const change = { ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };
const refusal = { name: 'InvalidParametersException' };

describe('a state that nobody has heard of yet', () => {
  it('is shown, and left by an update', async () => {
    const id = await launched();
    test.service.outOfBand.enter(id, { status: 'REBUILDING', message: 'new' });

    expect(await test.describe()).toMatchObject({ Status: 'REBUILDING', StatusMessage: 'new' });
    expect(await test.ended(await test.update(change))).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE' });
  });

  it('is left by a termination', async () => {
    const id = await launched();
    test.service.outOfBand.enter(id, { status: 'REBUILDING' });

    expect(await test.ended(await test.terminate())).toMatchObject({ Status: 'SUCCEEDED' });
    expect(test.service.store.present).toEqual([]);
  });

  it('allows nothing while an operation runs', async () => {
    const id = await launched();
    await test.update(change);
    test.service.outOfBand.enter(id, { status: 'REBUILDING' });

    await expect(test.update({})).rejects.toMatchObject(refusal);
    await expect(test.terminate()).rejects.toMatchObject(refusal);
  });

  it('allows nothing at all where the service does that', async () => {
    const id = await launched({ unknownState: 'REFUSES' });
    test.service.outOfBand.enter(id, { status: 'REBUILDING' });

    await expect(test.update(change)).rejects.toMatchObject(refusal);
    await expect(test.terminate()).rejects.toMatchObject(refusal);
  });
});

describe('an open plan', () => {
  const ofAccount = { AccessLevelFilter: { Key: 'Account', Value: 'self' } } as const;

  async function plans(input: ListProvisionedProductPlansInput = {}) {
    return test.client.send(new ListProvisionedProductPlansCommand({ ...ofAccount, ...input }));
  }

  it('allows nothing, until it is closed', async () => {
    const id = await launched();
    test.service.outOfBand.openPlan(id);

    expect(await test.describe()).toMatchObject({ Status: 'PLAN_IN_PROGRESS' });
    await expect(test.update(change)).rejects.toMatchObject(refusal);
    await expect(test.terminate()).rejects.toMatchObject(refusal);
    test.service.outOfBand.closePlan(id);
    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE' });
    expect(await test.ended(await test.update(change))).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('gives back the state of before, with its message', async () => {
    const id = await launched();
    test.service.outOfBand.taint(id, 'somebody has been here');
    test.service.outOfBand.openPlan(id);
    test.service.outOfBand.closePlan(id);

    expect(await test.describe()).toMatchObject({ Status: 'TAINTED', StatusMessage: 'somebody has been here' });
  });

  it('is told by its product, in pages', async () => {
    const id = await launched();
    const { ProvisionedProductId: other = '' } = await test.ended(
      await test.provision({ ProvisionedProductName: 'other' }),
    );
    test.service.outOfBand.openPlan(id, 'larger');
    test.service.outOfBand.openPlan(other);

    const { ProvisionedProductPlans, NextPageToken } = await plans({ ProvisionProductId: id });
    expect(NextPageToken).toBeUndefined();
    expect(ProvisionedProductPlans).toEqual([
      {
        PlanId: expect.stringMatching(/^plan-/),
        PlanName: 'larger',
        PlanType: 'CLOUDFORMATION',
        ProvisionProductId: id,
        ProvisionProductName: 'net',
        ProvisioningArtifactId: (await test.describe()).ProvisioningArtifactId,
      },
    ]);
    const first = await plans({ PageSize: 1 });
    const second = await plans({ PageSize: 1, PageToken: first.NextPageToken });
    expect(second.ProvisionedProductPlans).toMatchObject([{ ProvisionProductName: 'other' }]);
    test.service.outOfBand.closePlan(id);
    expect(await plans({ ProvisionProductId: id })).toMatchObject({ ProvisionedProductPlans: [] });
  });

  it('of somebody else is told at the level of the account only', async () => {
    const id = await launched();
    test.service.outOfBand.openPlan(id);

    const { ProvisionedProductPlans } = await test.client.send(
      new ListProvisionedProductPlansCommand({ ProvisionProductId: id }),
    );
    expect(ProvisionedProductPlans).toEqual([]);
  });
});
