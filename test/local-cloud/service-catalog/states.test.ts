import { ServiceUnderTest } from './service-under-test';
import { Behaviours } from '../../../local-cloud/service-catalog/behaviours';

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
    test.service.outside.enter(id, { status: 'REBUILDING', message: 'new' });

    expect(await test.describe()).toMatchObject({ Status: 'REBUILDING', StatusMessage: 'new' });
    expect(await test.ended(await test.update(change))).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE' });
  });

  it('is left by a termination', async () => {
    const id = await launched();
    test.service.outside.enter(id, { status: 'REBUILDING' });

    expect(await test.ended(await test.terminate())).toMatchObject({ Status: 'SUCCEEDED' });
    expect(test.service.ledger.present).toEqual([]);
  });

  it('allows nothing while an operation runs', async () => {
    const id = await launched();
    await test.update(change);
    test.service.outside.enter(id, { status: 'REBUILDING' });

    await expect(test.update({})).rejects.toMatchObject(refusal);
    await expect(test.terminate()).rejects.toMatchObject(refusal);
  });

  it('allows nothing at all where the service does that', async () => {
    const id = await launched({ unknownState: 'REFUSES' });
    test.service.outside.enter(id, { status: 'REBUILDING' });

    await expect(test.update(change)).rejects.toMatchObject(refusal);
    await expect(test.terminate()).rejects.toMatchObject(refusal);
  });
});
