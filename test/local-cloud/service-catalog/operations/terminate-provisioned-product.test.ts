import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { MINUTE, SECOND, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function launched(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  const offer = test.offer();
  return { ...offer, launch: await test.ended(await test.provision()) };
}

describe('a termination', () => {
  it('removes the stack and the product; its record stays', async () => {
    await launched();

    const record = await test.terminate();
    expect(record).toMatchObject({ Status: 'CREATED', RecordType: 'TERMINATE_PROVISIONED_PRODUCT' });

    expect(await test.ended(record)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(test.stacks.stacks.size).toBe(0);
    await expect(test.describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(test.service.store.present).toEqual([]);
  });

  it('frees the name', async () => {
    await launched();
    await test.ended(await test.terminate());

    await expect(test.provision()).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('frees the name late where the service does that', async () => {
    await launched({ nameIsFreeIn: 2 * MINUTE });
    await test.ended(await test.terminate());

    await expect(test.provision()).rejects.toThrow('A stack named net already exists.');
    await test.pass(2 * MINUTE);
    await expect(test.provision()).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('fails when the stack cannot be deleted, and leaves the product TAINTED', async () => {
    await launched();
    test.stacks.failNext = 'The bucket you tried to delete is not empty';

    const record = await test.ended(await test.terminate());

    const words = 'AmazonCloudFormationException  The bucket you tried to delete is not empty';
    expect(record).toMatchObject({ Status: 'FAILED', RecordErrors: [{ Description: words }] });
    expect(await test.describe()).toMatchObject({ Status: 'TAINTED', StatusMessage: words });
  });

  it('forgets a product that fails to go when errors are to be ignored', async () => {
    const { product } = await launched();
    test.service.setBehaviour(product.id, { failOnTerminate: 'Still in use' });

    expect(await test.ended(await test.terminate())).toMatchObject({ Status: 'FAILED' });
    expect(await test.ended(await test.terminate({ IgnoreErrors: true }))).toMatchObject({ Status: 'SUCCEEDED' });

    expect(test.service.store.present).toEqual([]);
    expect(test.stacks.stacks.size).toBe(1);
  });

  it('keeps the stack when the physical resources are to be retained', async () => {
    await launched();

    await test.ended(await test.terminate({ RetainPhysicalResources: true }));

    expect(test.service.store.present).toEqual([]);
    expect(test.stacks.stacks.size).toBe(1);
  });

  it('fails for a product that is gone already', async () => {
    const { launch } = await launched();
    await test.ended(await test.terminate());

    await expect(
      test.terminate({ ProvisionedProductName: undefined, ProvisionedProductId: launch.ProvisionedProductId }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('of somebody else happens behind the back of the owner', async () => {
    const { launch } = await launched();

    test.service.outOfBand.terminate(launch.ProvisionedProductId ?? '');
    await test.pass(MINUTE);

    await expect(test.describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('needs no access to the product', async () => {
    const { product } = await launched();
    test.service.outOfBand.loseAccess(product.id, 'arn:aws:iam::111111111111:role/deployer');

    await expect(test.terminate()).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('fails without access where the service insists on it', async () => {
    const { product } = await launched({ terminationNeedsAccess: true });
    test.service.outOfBand.loseAccess(product.id, 'arn:aws:iam::111111111111:role/deployer');

    await expect(test.terminate()).rejects.toThrow(`No launch paths found for resource: ${product.id}`);
  });

  it('finds the product by its ARN as well', async () => {
    await launched();
    const { Arn } = await test.describe();

    await expect(test.terminate({ ProvisionedProductName: Arn })).resolves.toMatchObject({ Status: 'CREATED' });
    await test.pass(SECOND);
    expect(await test.describe()).toMatchObject({ Status: 'UNDER_CHANGE' });
  });
});
