import { DescribeProvisioningParametersCommand } from '@aws-sdk/client-service-catalog';
import { ServiceUnderTest } from '../service-under-test';
import { templateWithOutputs } from '../templates';

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
});

afterEach(async () => test.close());

describe('the parameters of a launch', () => {
  const describeParameters = async () =>
    test.client.send(
      new DescribeProvisioningParametersCommand({ ProductName: 'Network', ProvisioningArtifactName: 'v1' }),
    );

  it('are told with their defaults and constraints', async () => {
    test.offer();

    const { ProvisioningArtifactParameters, ProvisioningArtifactOutputKeys } = await describeParameters();

    expect(ProvisioningArtifactParameters).toMatchObject([
      {
        ParameterKey: 'Cidr',
        ParameterType: 'String',
        IsNoEcho: false,
        Description: 'Address range',
        ParameterConstraints: { AllowedValues: [], AllowedPattern: '[0-9./]+' },
      },
      { ParameterKey: 'Size', DefaultValue: 'small', ParameterConstraints: { AllowedValues: ['small', 'large'] } },
      { ParameterKey: 'Zones', DefaultValue: '2', ParameterConstraints: { MinValue: '1', MaxValue: '3' } },
      { ParameterKey: 'Password', IsNoEcho: true, ParameterConstraints: { MinLength: '4', MaxLength: '20' } },
    ]);
    expect(ProvisioningArtifactOutputKeys).toEqual([
      { Key: 'VpcId', Description: 'Id of the network' },
      { Key: 'Cidr' },
      { Key: 'Size' },
    ]);
  });

  it('come with at most sixty output keys', async () => {
    test.offer(templateWithOutputs(70));

    expect((await describeParameters()).ProvisioningArtifactOutputKeys).toHaveLength(60);
  });

  it('come with the TagOptions, of which no value at all is a conflict', async () => {
    const { product, portfolio } = test.offer();
    const { catalog } = test.service;
    catalog.createTagOption('stage', 'test').resourceIds.add(portfolio.id);
    catalog.createTagOption('stage', 'production').resourceIds.add(portfolio.id);
    catalog.createTagOption('owner', 'blue').resourceIds.add(portfolio.id);
    catalog.createTagOption('owner', 'red').resourceIds.add(product.id);

    expect((await describeParameters()).TagOptions).toEqual([
      { Key: 'stage', Values: ['test', 'production'] },
      { Key: 'owner', Values: [] },
    ]);
  });
});

describe('TagOptions', () => {
  it.each([
    ['TAGGED', 1],
    ['IGNORED', 0],
  ] as const)('that conflict do not refuse a launch, and are %s', async (conflictingTagOptions, count) => {
    await test.close();
    test = await ServiceUnderTest.open({ conflictingTagOptions });
    const { product, portfolio } = test.offer();
    test.service.catalog.createTagOption('owner', 'blue').resourceIds.add(portfolio.id);
    test.service.catalog.createTagOption('owner', 'red').resourceIds.add(product.id);

    const { RecordTags = [] } = await test.provision();

    expect(RecordTags.filter(({ Key }) => Key?.startsWith('sc-tagoption-conflict-'))).toHaveLength(count);
    await expect(
      test.provision({ ProvisionedProductName: 'other', Tags: [{ Key: 'owner', Value: 'blue' }] }),
    ).rejects.toThrow('Tag owner must have one of the values of its TagOptions: []');
  });

  it.each(['LAUNCHED', 'REFUSED'] as const)(
    'of several values without a tag are %s where the service does that',
    async (tagOptionNotChosen) => {
      await test.close();
      test = await ServiceUnderTest.open({ tagOptionNotChosen });
      const { portfolio } = test.offer();
      for (const stage of ['test', 'production']) {
        test.service.catalog.createTagOption('stage', stage).resourceIds.add(portfolio.id);
      }

      if (tagOptionNotChosen === 'LAUNCHED') await expect(test.provision()).resolves.toMatchObject({ RecordTags: [] });
      else await expect(test.provision()).rejects.toThrow('Missing required parameter in Tags[0]:Value');
    },
  );

  it('tag a launch by themselves where they leave no choice', async () => {
    const { portfolio } = test.offer();
    test.service.catalog.createTagOption('team', 'blue').resourceIds.add(portfolio.id);

    expect(await test.provision()).toMatchObject({ RecordTags: [{ Key: 'team', Value: 'blue' }] });
  });

  it('fails a launch with another value', async () => {
    const { portfolio } = test.offer();
    test.service.catalog.createTagOption('team', 'blue').resourceIds.add(portfolio.id);

    await expect(test.provision({ Tags: [{ Key: 'team', Value: 'red' }] })).rejects.toThrow(
      'Tag team must have one of the values of its TagOptions: [blue]',
    );
  });
});
