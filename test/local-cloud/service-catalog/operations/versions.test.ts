import {
  DescribeProductCommand,
  DescribeProvisioningArtifactCommand,
  DescribeProvisioningParametersCommand,
  ListProvisioningArtifactsCommand,
  SearchProductsCommand,
} from '@aws-sdk/client-service-catalog';
import { MINUTE, SECOND, ServiceUnderTest } from '../service-under-test';
import { NETWORK, NETWORK_V2 } from '../templates';

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
});

afterEach(async () => test.close());

describe('versions', () => {
  it('are described to end users while they are active', async () => {
    const { product, version } = test.offer();
    await test.pass(MINUTE);
    const v2 = test.service.catalog.addVersion(product.id, {
      name: 'v2',
      template: NETWORK_V2,
      description: 'No zones',
    });
    test.service.catalog.deactivateVersion(product.id, version.id);

    const description = await test.client.send(new DescribeProductCommand({ Id: product.id }));

    expect(description).toMatchObject({
      ProductViewSummary: { ProductId: product.id, Name: 'Network', Owner: 'Platform', HasDefaultPath: true },
      LaunchPaths: [{ Name: 'Basics' }],
      ProvisioningArtifacts: [
        {
          Id: v2.id,
          Name: 'v2',
          Description: 'No zones',
          Guidance: 'DEFAULT',
          CreatedTime: new Date('2026-01-01T00:01:00Z'),
        },
      ],
    });
  });

  it('are listed with those that are not active', async () => {
    const { product, version } = test.offer();
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });
    test.service.catalog.deactivateVersion(product.id, version.id);

    const list = await test.client.send(new ListProvisioningArtifactsCommand({ ProductId: product.id }));

    expect(list.ProvisioningArtifactDetails).toMatchObject([
      { Id: version.id, Active: false, Type: 'CLOUD_FORMATION_TEMPLATE' },
      { Id: v2.id, Active: true },
    ]);
  });

  it('are described one by one', async () => {
    const { product, version } = test.offer();

    const description = await test.client.send(
      new DescribeProvisioningArtifactCommand({
        ProductId: product.id,
        ProvisioningArtifactId: version.id,
        IncludeProvisioningArtifactParameters: true,
      }),
    );

    expect(description).toMatchObject({
      Status: 'AVAILABLE',
      ProvisioningArtifactDetail: { Name: 'v1', Active: true },
    });
    expect(description.ProvisioningArtifactParameters).toHaveLength(4);
  });

  it('fails a launch by a name that two of them have', async () => {
    const { product } = test.offer();
    const second = test.service.catalog.addVersion(product.id, { name: 'v1', template: NETWORK });

    await expect(test.provision()).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Multiple Provisioning Artifact with name v1 found.',
    });
    await expect(test.provision({ ProvisioningArtifactId: second.id })).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('fails a launch of one that is not active, and of one that does not exist', async () => {
    const { product, version } = test.offer();
    test.service.catalog.deactivateVersion(product.id, version.id);

    await expect(test.provision()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(test.provision({ ProvisioningArtifactId: 'pa-0000000000000' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('fails a launch of one that is deprecated, but updates what was launched from it', async () => {
    const { product, version } = test.offer();
    await test.ended(await test.provision());
    test.service.catalog.deprecateVersion(product.id, version.id);

    await expect(test.provision({ ProvisionedProductName: 'other' })).rejects.toThrow('is deprecated');
    await expect(
      test.update({ ProvisioningArtifactId: version.id, ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] }),
    ).resolves.toMatchObject({ Status: 'CREATED' });
  });

  describe.each(['REFUSED', 'KEPT_WHERE_RUNNING'] as const)('that became inactive are %s', (inactiveVersion) => {
    const change = { ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };
    const outcome = inactiveVersion === 'REFUSED' ? 'ResourceNotFoundException' : 'done';

    async function withdrawn() {
      await test.close();
      test = await ServiceUnderTest.open({ inactiveVersion });
      const offer = test.offer();
      await test.ended(await test.provision());
      test.service.catalog.deactivateVersion(offer.product.id, offer.version.id);
      return offer;
    }

    async function outcomeOf(call: Promise<unknown>): Promise<string> {
      return call.then(
        () => 'done',
        (error: Error) => error.name,
      );
    }

    it('to an update that names no version', async () => {
      await withdrawn();

      expect(await outcomeOf(test.update(change))).toBe(outcome);
    });

    it('to an update that names the one that runs', async () => {
      const { version } = await withdrawn();

      expect(await outcomeOf(test.update({ ...change, ProvisioningArtifactId: version.id }))).toBe(outcome);
    });

    it('to whoever asks for the parameters of the one that runs', async () => {
      const { product, version } = await withdrawn();
      const input = { ProductId: product.id, ProvisioningArtifactId: version.id };

      expect(await outcomeOf(test.client.send(new DescribeProvisioningParametersCommand(input)))).toBe(outcome);
    });

    it('to nobody any more, once they are active again', async () => {
      const { product, version } = await withdrawn();
      test.service.catalog.activateVersion(product.id, version.id);

      expect(await outcomeOf(test.update({ ...change, ProvisioningArtifactId: version.id }))).toBe('done');
    });

    it('to an update to another one that is inactive', async () => {
      const { product } = await withdrawn();
      const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });
      test.service.catalog.deactivateVersion(product.id, v2.id);

      expect(await outcomeOf(test.update({ ProvisioningArtifactId: v2.id }))).toBe('ResourceNotFoundException');
    });

    it('to an update that names one that was deleted', async () => {
      const { product, version } = await withdrawn();
      test.service.catalog.removeVersion(product.id, version.id);

      expect(await outcomeOf(test.update({ ProvisioningArtifactId: version.id }))).toBe('ResourceNotFoundException');
    });
  });
});

describe('products', () => {
  it('are found by their new name, and no longer by the old one', async () => {
    const { product } = test.offer();
    test.service.catalog.renameProduct(product.id, 'Subnets');

    expect(await test.client.send(new DescribeProductCommand({ Name: 'Subnets' }))).toMatchObject({
      ProductViewSummary: { ProductId: product.id },
    });
    await expect(test.client.send(new DescribeProductCommand({ Name: 'Network' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('are lost to those who could launch them when they leave the portfolio', async () => {
    const { product, portfolio } = test.offer();
    await test.ended(await test.provision());
    test.service.catalog.disassociateProduct(portfolio.id, product.id);

    await expect(test.update({})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(test.terminate()).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('are found by those who may launch them', async () => {
    const { product } = test.offer();
    test.service.catalog.createProduct({ name: 'Secret', owner: 'Platform' });
    const search = async (words: string[]) =>
      test.client.send(new SearchProductsCommand({ Filters: { FullTextSearch: words } }));

    expect((await search(['net'])).ProductViewSummaries).toMatchObject([{ ProductId: product.id }]);
    expect((await search(['secret'])).ProductViewSummaries).toEqual([]);
  });

  it('of an EXTERNAL engine take their time to tell parameters, and fail while the engine is down', async () => {
    const { product, portfolio } = test.offer(JSON.stringify({ Parameters: {} }), { kind: 'EXTERNAL' });
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    test.service.catalog.addConstraint(portfolio.id, product.id, { type: 'LAUNCH', roleArn });
    test.service.setBehaviour(product.id, {
      parameterParsing: { takes: 30 * SECOND, fails: 'the engine does not answer' },
    });
    const started = test.clock.now();

    const answer = test.client.send(
      new DescribeProvisioningParametersCommand({ ProductId: product.id, ProvisioningArtifactName: 'v1' }),
    );

    await expect(test.waitFor(answer)).rejects.toThrow('the engine does not answer');
    expect(test.clock.now() - started).toBeGreaterThanOrEqual(30 * SECOND);
  });
});
