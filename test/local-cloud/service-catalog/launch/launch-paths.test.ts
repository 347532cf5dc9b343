import {
  DescribeProductCommand,
  DescribeProvisioningParametersCommand,
  ListLaunchPathsCommand,
} from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ROLE, SECOND, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function open(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  const offer = test.offer();
  return {
    ...offer,
    listPaths: async () => test.client.send(new ListLaunchPathsCommand({ ProductId: offer.product.id })),
  };
}

/** The same product in one more portfolio. */
function secondPortfolio(productId: string, displayName: string) {
  const { catalog } = test.service;
  const portfolio = catalog.createPortfolio({ displayName, providerName: 'Platform', tags: { cost: 'shared' } });
  catalog.associateProduct(portfolio.id, productId);
  catalog.associatePrincipal(portfolio.id, ROLE);
  return portfolio;
}

describe('access to a product', () => {
  it('fails in the words of each operation for a principal outside of the portfolio', async () => {
    const { product } = await open();
    const stranger = test.clientOf('arn:aws:iam::111111111111:role/stranger');

    await expect(stranger.send(new ListLaunchPathsCommand({ ProductId: product.id }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `No launch paths found for resource: ${product.id}`,
    });
    await expect(stranger.send(new DescribeProductCommand({ Name: 'Network' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Product with name Network does not exist or access was denied.',
    });
    await expect(
      stranger.send(
        new DescribeProvisioningParametersCommand({ ProductName: 'Network', ProvisioningArtifactName: 'v1' }),
      ),
    ).rejects.toThrow('Product with name Network not found');
  });

  it('fails until the association has spread, then works', async () => {
    const { product } = await open({ accessSpreadsIn: 90 * SECOND });
    const byId = { ProductId: product.id };

    await test.pass(89 * SECOND);
    await expect(test.provision(byId)).rejects.toThrow(`No launch paths found for resource: ${product.id}`);
    await test.pass(SECOND);
    await expect(test.provision(byId)).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('fails as for a role that is too fresh where the service says so', async () => {
    const { product } = await open({ accessSpreadsIn: 90 * SECOND, withoutAccess: 'PROFILE_DOES_NOT_EXIST' });

    await expect(test.provision({ ProductId: product.id })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: expect.stringContaining('profile does not exist'),
    });
  });

  it('comes with a pattern of role names, in any account', async () => {
    const { portfolio, product } = await open();
    test.service.catalog.associatePrincipal(portfolio.id, 'arn:aws:iam:::role/team-*', 'IAM_PATTERN');
    const list = new ListLaunchPathsCommand({ ProductId: product.id });

    await expect(test.clientOf('arn:aws:iam::111111111111:role/team-blue').send(list)).resolves.toBeDefined();
    await expect(test.clientOf('arn:aws:iam::111111111111:role/my-team-blue').send(list)).rejects.toThrow();
  });

  it('fails to be given to more than a hundred principals of one portfolio', async () => {
    const { portfolio } = await open();
    const associate = (number: number) =>
      test.service.catalog.associatePrincipal(portfolio.id, `arn:aws:iam::111111111111:role/role-${number}`);
    for (let number = 2; number <= 100; number++) associate(number);

    expect(() => associate(101)).toThrow('has 100 principals already');
  });

  it('ends for updates when it is lost', async () => {
    const { product } = await open();
    await test.ended(await test.provision());

    test.service.outOfBand.loseAccess(product.id, ROLE);

    await expect(test.update({})).rejects.toThrow(`No launch paths found for resource: ${product.id}`);
  });
});

describe('launch paths', () => {
  it('are named after the portfolio and tell its constraints and tags', async () => {
    const { product, listPaths } = await open();
    const second = secondPortfolio(product.id, 'More');
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    test.service.catalog.addConstraint(second.id, product.id, { type: 'LAUNCH', roleArn }, 'Launch as the platform');

    const { LaunchPathSummaries } = await listPaths();

    expect(LaunchPathSummaries).toMatchObject([
      { Name: 'Basics', ConstraintSummaries: [], Tags: [] },
      {
        Name: 'More',
        ConstraintSummaries: [{ Type: 'LAUNCH', Description: 'Launch as the platform' }],
        Tags: [{ Key: 'cost', Value: 'shared' }],
      },
    ]);
  });

  it('fails a launch that does not choose among several', async () => {
    const { product } = await open();
    secondPortfolio(product.id, 'More');

    await expect(test.provision()).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'More than one launch path ids exist. Please specify the launch path id',
    });
  });

  it('are chosen by id or by name', async () => {
    const { product, listPaths } = await open();
    secondPortfolio(product.id, 'More');
    const { LaunchPathSummaries: [, more] = [] } = await listPaths();

    expect(await test.provision({ PathName: 'More' })).toMatchObject({ PathId: more?.Id });
    expect(await test.provision({ PathId: more?.Id, ProvisionedProductName: 'other' })).toMatchObject({
      PathId: more?.Id,
    });
  });

  it('fails a launch by a name that two of them share', async () => {
    const { product } = await open();
    secondPortfolio(product.id, 'Basics');

    await expect(test.provision({ PathName: 'Basics' })).rejects.toThrow('More than one launch path ids exist');
  });

  it('fails a launch by an id that has changed', async () => {
    const { listPaths } = await open();
    const { LaunchPathSummaries: [before] = [] } = await listPaths();

    test.service.outOfBand.changePathIds();

    await expect(test.provision({ PathId: before?.Id })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: `Invalid PathId: ${before?.Id}`,
    });
    const { LaunchPathSummaries: [after] = [] } = await listPaths();
    await expect(test.provision({ PathId: after?.Id })).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('come twenty on a page', async () => {
    const { product } = await open();
    for (let number = 2; number <= 25; number++) secondPortfolio(product.id, `Portfolio ${number}`);
    const list = async (PageToken?: string) =>
      test.client.send(new ListLaunchPathsCommand({ ProductId: product.id, PageToken }));

    const first = await list();
    const second = await list(first.NextPageToken);

    expect(first.LaunchPathSummaries).toHaveLength(20);
    expect(second.LaunchPathSummaries).toHaveLength(5);
    expect(second.NextPageToken).toBeUndefined();
  });
});
