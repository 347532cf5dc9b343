import {
  Properties,
  ResourceHandler,
  ResourceResult,
} from '../../../../local-cloud/cloudformation/resource-handlers/resource-handler';
import { resourceRequest } from '../../resource-request';
import { ROLE, ServiceUnderTest } from '../service-under-test';
import { NETWORK, NETWORK_V2 } from '../templates';

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
});

afterEach(async () => test.close());

function handler(type: string): ResourceHandler {
  const found = test.service.resources[`AWS::ServiceCatalog::${type}`];
  if (found === undefined) throw new Error(`no handler for ${type}`);
  return found;
}

async function create(type: string, properties: Properties): Promise<ResourceResult> {
  return handler(type).create(resourceRequest(type, properties));
}

async function update(type: string, physicalId: string, oldProperties: Properties, properties: Properties) {
  return handler(type).update({ ...resourceRequest(type, properties), physicalId, oldProperties });
}

async function remove(type: string, physicalId: string, properties: Properties = {}) {
  return handler(type).delete({ ...resourceRequest(type, properties), physicalId });
}

/** A version of the list of a product whose template has been uploaded. */
function artifact(Name: string, template: string) {
  const key = `${Name}-${template.length}.json`;
  test.objects.put('assets', key, Buffer.from(template));
  return { Name, Info: { LoadTemplateFromURL: `https://s3.us-east-1.amazonaws.com/assets/${key}` } };
}

async function portfolioAndProduct() {
  const portfolio = await create('Portfolio', { DisplayName: 'Basics', ProviderName: 'Platform' });
  const properties = { Name: 'Network', Owner: 'Platform', ProvisioningArtifactParameters: [artifact('v1', NETWORK)] };
  const product = await create('CloudFormationProduct', properties);
  const pair = { PortfolioId: portfolio.physicalId, ProductId: product.physicalId };
  const association = await create('PortfolioProductAssociation', pair);
  return { portfolio, product, properties, pair, association };
}

describe('the resource types of Service Catalog', () => {
  it('offer a product that can be launched', async () => {
    const { portfolio } = await portfolioAndProduct();
    const PortfolioId = portfolio.physicalId;
    await create('PortfolioPrincipalAssociation', { PortfolioId, PrincipalARN: ROLE, PrincipalType: 'IAM' });

    expect(portfolio.attributes).toEqual({ PortfolioName: 'Basics' });
    expect(await test.ended(await test.provision())).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('go in the reverse order, and being gone already is no failure', async () => {
    const { portfolio, product, association } = await portfolioAndProduct();

    await expect(remove('Portfolio', portfolio.physicalId)).rejects.toThrow('is in use');
    await remove('PortfolioProductAssociation', association.physicalId);
    await remove('CloudFormationProduct', product.physicalId);
    await remove('Portfolio', portfolio.physicalId);
    await remove('Portfolio', portfolio.physicalId);

    expect(test.service.catalog.portfolios.size).toBe(0);
    expect(test.service.catalog.products.size).toBe(0);
  });

  it('make every kind of constraint', async () => {
    const { pair } = await portfolioAndProduct();

    await create('LaunchRoleConstraint', { ...pair, LocalRoleName: 'launch' });
    await create('LaunchNotificationConstraint', { ...pair, NotificationArns: ['arn:aws:sns:us-east-1:1:topic'] });
    await create('LaunchTemplateConstraint', { ...pair, Rules: '{}', Description: 'Small only' });
    await create('ResourceUpdateConstraint', { ...pair, TagUpdateOnProvisionedProduct: 'ALLOWED' });

    expect([...test.service.catalog.constraints.values()]).toMatchObject([
      { type: 'LAUNCH', roleArn: 'arn:aws:iam::111111111111:role/launch' },
      { type: 'NOTIFICATION', notificationArns: ['arn:aws:sns:us-east-1:1:topic'] },
      { type: 'TEMPLATE', rules: {}, description: 'Small only' },
      { type: 'RESOURCE_UPDATE', tagUpdates: 'ALLOWED' },
    ]);
  });

  it('change and remove a stack-set constraint', async () => {
    const { pair } = await portfolioAndProduct();
    const before = { ...pair, AccountList: ['222222222222'], RegionList: ['us-east-1'] };
    const { physicalId } = await create('StackSetConstraint', before);

    const after = { ...before, AccountList: ['333333333333'] };
    expect(await update('StackSetConstraint', physicalId, before, after)).toEqual({ physicalId });
    expect(test.service.catalog.constraints.get(physicalId)).toMatchObject({ accounts: ['333333333333'] });
    await remove('StackSetConstraint', physicalId);
    expect(test.service.catalog.constraints.size).toBe(0);
  });

  it('fails a constraint of a product that is not in the portfolio', async () => {
    const { pair, association } = await portfolioAndProduct();
    await remove('PortfolioProductAssociation', association.physicalId);

    await expect(create('LaunchRoleConstraint', { ...pair, LocalRoleName: 'launch' })).rejects.toThrow(
      'is not associated with portfolio',
    );
  });

  it('tie TagOptions to a portfolio', async () => {
    const { portfolio } = await portfolioAndProduct();
    const tagOption = await create('TagOption', { Key: 'team', Value: 'blue' });
    const association = await create('TagOptionAssociation', {
      TagOptionId: tagOption.physicalId,
      ResourceId: portfolio.physicalId,
    });

    await expect(remove('TagOption', tagOption.physicalId)).rejects.toThrow('still associated');
    await remove('TagOptionAssociation', association.physicalId);
    await remove('TagOption', tagOption.physicalId);
    expect(test.service.catalog.tagOptions.size).toBe(0);
  });

  it('share a portfolio', async () => {
    const { portfolio } = await portfolioAndProduct();
    const share = { PortfolioId: portfolio.physicalId, AccountId: '222222222222' };

    const { physicalId } = await create('PortfolioShare', share);
    expect([...test.service.catalog.portfolio(portfolio.physicalId).sharedWith]).toEqual(['222222222222']);
    await remove('PortfolioShare', physicalId);
    expect(test.service.catalog.portfolio(portfolio.physicalId).sharedWith.size).toBe(0);
  });

  it('fails for a property that is missing', async () => {
    await expect(create('Portfolio', { DisplayName: 'Basics' })).rejects.toThrow(
      'required key [ProviderName] not found',
    );
  });
});

describe('a product in a template', () => {
  const versionsOf = (id: string) => test.service.catalog.product(id).versions.map(({ name }) => name);

  it('gets a new version for a new entry and keeps the others', async () => {
    const { product, properties } = await portfolioAndProduct();
    const [v1] = properties.ProvisioningArtifactParameters;
    const more = { ...properties, ProvisioningArtifactParameters: [v1, artifact('v2', NETWORK_V2)] };

    const updated = await update('CloudFormationProduct', product.physicalId, properties, more);

    expect(updated.physicalId).toBe(product.physicalId);
    expect(updated.attributes).toMatchObject({ ProvisioningArtifactNames: 'v1,v2' });
    const [before] = String(product.attributes?.ProvisioningArtifactIds).split(',');
    expect(String(updated.attributes?.ProvisioningArtifactIds).split(',')[0]).toBe(before);
  });

  it('loses the version of an entry that has gone, but not one that was added by hand', async () => {
    const { product, properties } = await portfolioAndProduct();
    test.service.catalog.addVersion(product.physicalId, { name: 'by hand', template: NETWORK });
    const other = { ...properties, ProvisioningArtifactParameters: [artifact('v2', NETWORK_V2)] };

    await update('CloudFormationProduct', product.physicalId, properties, other);

    expect(versionsOf(product.physicalId)).toEqual(['by hand', 'v2']);
  });

  it('gets all versions anew with ReplaceProvisioningArtifacts', async () => {
    const { product, properties } = await portfolioAndProduct();
    const replacing = { ...properties, ReplaceProvisioningArtifacts: 'true' };

    const updated = await update('CloudFormationProduct', product.physicalId, properties, replacing);

    expect(updated.attributes?.ProvisioningArtifactIds).not.toBe(product.attributes?.ProvisioningArtifactIds);
    expect(versionsOf(product.physicalId)).toEqual(['v1']);
  });

  it('fails for a template that is not there, and for one that is none', async () => {
    const withArtifact = (entry: object) => ({ Name: 'N', Owner: 'O', ProvisioningArtifactParameters: [entry] });
    const missing = { Info: { LoadTemplateFromURL: 'https://s3.amazonaws.com/assets/none.json' } };

    await expect(create('CloudFormationProduct', withArtifact(missing))).rejects.toThrow('none.json');
    await expect(create('CloudFormationProduct', withArtifact(artifact('v1', '{}')))).rejects.toThrow(
      'At least one Resources member must be defined',
    );
    expect(test.service.catalog.products.size).toBe(0);
  });
});
