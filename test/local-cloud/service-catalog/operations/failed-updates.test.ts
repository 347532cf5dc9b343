import { SearchProvisionedProductsCommand } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';
import { NETWORK_V2 } from '../templates';

let test: ServiceUnderTest;

afterEach(async () => test.close());

/** With `net`, launched from v1 as large, and an update to v2 and to small that has failed. */
async function failedUpdate(behaviours: Partial<Behaviours>) {
  test = await ServiceUnderTest.open(behaviours);
  const { product, version } = test.offer();
  const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });
  const sized = (Value: string) => [
    { Key: 'Cidr', Value: '10.0.0.0/16' },
    { Key: 'Size', Value },
  ];
  await test.ended(await test.provision({ ProvisioningParameters: sized('large') }));
  test.stacks.failNext = 'no';
  await test.ended(await test.update({ ProvisioningArtifactId: v2.id, ProvisioningParameters: sized('small') }));
  return { v1: version.id, v2: v2.id };
}

describe('after an update that failed', () => {
  describe.each([
    ['RUNNING', 'large'],
    ['LAST_ATTEMPT', 'small'],
  ] as const)('previous values are those of %s where the service does that', (previousValues, size) => {
    it('for a parameter that says so', async () => {
      await failedUpdate({ previousValues, parametersLeftOut: 'RESET' });
      const previous = ['Cidr', 'Size'].map((Key) => ({ Key, UsePreviousValue: true }));

      const record = await test.ended(await test.update({ ProvisioningParameters: previous }));

      expect(record.ProvisioningArtifactId).toBe(test.service.store.present[0]?.launch.version.id);
      expect(test.service.store.records.at(-1)?.launch.parameters).toEqual({ Cidr: '10.0.0.0/16', Size: size });
    });

    it('for a parameter that is left out', async () => {
      await failedUpdate({ previousValues });

      await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Cidr', Value: '10.1.0.0/16' }] }));

      expect(test.service.store.records.at(-1)?.launch.parameters).toEqual({ Cidr: '10.1.0.0/16', Size: size });
    });
  });

  it('a success makes its own values the previous ones', async () => {
    await failedUpdate({ previousValues: 'LAST_ATTEMPT' });
    await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] }));

    await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Cidr', Value: '10.1.0.0/16' }] }));

    expect(test.service.store.present[0]?.launch.parameters).toEqual({ Cidr: '10.1.0.0/16', Size: 'large' });
  });

  it.each([
    ['RUNNING', 'v1'],
    ['TRIED', 'v2'],
  ] as const)('the version that is %s is shown where the service does that', async (shownVersion, name) => {
    const versions = await failedUpdate({ shownVersion });

    expect(await test.describe()).toMatchObject({ Status: 'TAINTED', ProvisioningArtifactId: versions[name] });
    const { ProvisionedProducts } = await test.client.send(new SearchProvisionedProductsCommand({}));
    expect(ProvisionedProducts).toMatchObject([
      { ProvisioningArtifactId: versions[name], ProvisioningArtifactName: name },
    ]);
  });
});
