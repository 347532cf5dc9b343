import { DescribeRecordCommand, GetProvisionedProductOutputsCommand } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';
import { templateWithOutputs } from '../templates';

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function launched(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  const offer = test.offer(templateWithOutputs(44));
  return { ...offer, launch: await test.ended(await test.provision({ ProvisioningParameters: [] })) };
}

async function outputs(input: { OutputKeys?: string[]; PageSize?: number; PageToken?: string } = {}) {
  return test.client.send(new GetProvisionedProductOutputsCommand({ ProvisionedProductName: 'net', ...input }));
}

describe('outputs', () => {
  it('come twenty on a page of the record', async () => {
    const { launch } = await launched();
    const page = async (PageToken?: string) =>
      test.client.send(new DescribeRecordCommand({ Id: launch.RecordId, PageToken }));

    const first = await page();
    const second = await page(first.NextPageToken);
    const third = await page(second.NextPageToken);

    expect([first, second, third].map(({ RecordOutputs = [] }) => RecordOutputs.length)).toEqual([20, 20, 5]);
    expect(third.NextPageToken).toBeUndefined();
    expect(third.RecordOutputs?.at(-1)).toMatchObject({ OutputKey: 'CloudformationStackARN' });
  });

  it('come twenty on a page of the provisioned product, or fewer when asked', async () => {
    await launched();

    expect((await outputs()).Outputs).toHaveLength(20);
    expect((await outputs({ PageSize: 7 })).Outputs).toHaveLength(7);
    expect((await outputs({ PageSize: 0 })).Outputs).toHaveLength(20);
  });

  it('are chosen by their keys', async () => {
    await launched();

    expect((await outputs({ OutputKeys: ['Key40', 'Key2'] })).Outputs).toEqual([
      { OutputKey: 'Key2', OutputValue: 'value 2' },
      { OutputKey: 'Key40', OutputValue: 'value 40' },
    ]);
  });

  it('fails for keys that the product does not have', async () => {
    await launched();

    await expect(outputs({ OutputKeys: ['Key1', 'Key99'] })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Output keys [Key99] do not exist.',
    });
  });

  it('leave out keys that the product does not have where the service does that', async () => {
    await launched({ unknownOutputKeys: 'LEFT_OUT' });

    expect((await outputs({ OutputKeys: ['Key1', 'Key99'] })).Outputs).toHaveLength(1);
  });

  it('are those of the last success after an update that failed', async () => {
    const { product } = await launched();
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: templateWithOutputs(2) });
    test.stacks.failNext = 'no';
    await test.ended(await test.update({ ProvisioningArtifactId: v2.id }));

    expect((await outputs()).Outputs).toHaveLength(20);
  });

  it('fails while no operation has succeeded', async () => {
    test = await ServiceUnderTest.open();
    test.offer();
    await test.provision();

    await expect(outputs()).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: "Last Successful Provisioning Record doesn't exist.",
    });
  });

  it('fails for a page token that is none', async () => {
    await launched();

    await expect(outputs({ PageToken: 'next' })).rejects.toThrow('Invalid page token: next');
  });
});
