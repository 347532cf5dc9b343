import { App, Aws, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { declare, declaredIn, newStack } from './declared-product';
import { LaunchPath, CatalogProduct, ProvisionedProductProvider } from '../../src';

const ASSOCIATION = 'AWS::ServiceCatalog::PortfolioPrincipalAssociation';
const PORTFOLIO_ARN = 'arn:aws:catalog:eu-west-1:111111111111:portfolio/port-abc';

function newPortfolio(stack: Stack): servicecatalog.Portfolio {
  return new servicecatalog.Portfolio(stack, 'Portfolio', { displayName: 'Platform', providerName: 'Us' });
}

function newProduct(stack: Stack): servicecatalog.CloudFormationProduct {
  const cloudFormationTemplate = servicecatalog.CloudFormationTemplate.fromUrl('https://example.com/network.json');
  return new servicecatalog.CloudFormationProduct(stack, 'Product', {
    productName: 'Network',
    owner: 'platform',
    productVersions: [{ cloudFormationTemplate }],
  });
}

function associationsIn(stack: Stack): Record<string, { DependsOn?: string[]; Properties: Record<string, unknown> }> {
  return Template.fromStack(stack).findResources(ASSOCIATION) as ReturnType<typeof associationsIn>;
}

test('a product waits for access to its portfolio, which waits for its products and constraints', () => {
  const stack = newStack();
  const portfolio = newPortfolio(stack);
  const product = newProduct(stack);
  declare(stack, { product: CatalogProduct.fromProduct(product), portfolio });
  portfolio.addProduct(product);
  portfolio.setLaunchRole(product, iam.Role.fromRoleName(stack, 'LaunchRole', 'launch'));

  const [[id, association] = ['', undefined]] = Object.entries(associationsIn(stack));
  const template = Template.fromStack(stack);

  expect(declaredIn(stack).DependsOn).toContain(id);
  expect(association?.DependsOn).toEqual(
    expect.arrayContaining([
      ...Object.keys(template.findResources('AWS::ServiceCatalog::PortfolioProductAssociation')),
      ...Object.keys(template.findResources('AWS::ServiceCatalog::LaunchRoleConstraint')),
    ]),
  );
});

test('the portfolio chooses the launch path', () => {
  const stack = newStack();
  declare(stack, { portfolio: newPortfolio(stack) });

  expect(declaredIn(stack).Properties.PortfolioId).toEqual({ Ref: expect.stringMatching(/^Portfolio/) });
});

test('a launch path of its own goes before the path through the portfolio', () => {
  const stack = newStack();
  declare(stack, { portfolio: newPortfolio(stack), launchPath: LaunchPath.fromName('Other') });

  expect(declaredIn(stack).Properties).toMatchObject({ PathName: 'Other' });
  expect(declaredIn(stack).Properties).not.toHaveProperty('PortfolioId');
});

test('without a portfolio no access is given', () => {
  const stack = newStack();
  declare(stack, { launchPath: LaunchPath.fromName('Platform') });

  expect(associationsIn(stack)).toEqual({});
});

test('one association is enough for all products of one portfolio, also when it is imported twice', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) {
    declare(stack, { portfolio: servicecatalog.Portfolio.fromPortfolioArn(stack, `Import${id}`, PORTFOLIO_ARN) }, id);
  }

  expect(Object.values(associationsIn(stack)).map(({ Properties }) => Properties)).toEqual([
    {
      PortfolioId: 'port-abc',
      PrincipalARN: { 'Fn::GetAtt': [expect.stringMatching(/Role/), 'Arn'] },
      PrincipalType: 'IAM',
    },
  ]);
});

test('each portfolio gets an association of its own', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) {
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, `Import${id}`, `${PORTFOLIO_ARN}-${id}`);
    declare(stack, { portfolio }, id);
  }

  expect(Object.keys(associationsIn(stack))).toHaveLength(2);
});

test('a portfolio of another stack is accessed from the consuming stack, without a cycle of stacks', () => {
  const app = new App();
  const catalog = newStack('Catalog', app);
  const portfolio = newPortfolio(catalog);
  const product = newProduct(catalog);
  portfolio.addProduct(product);
  const consumer = newStack('Consumer', app);

  declare(consumer, { product: CatalogProduct.fromProduct(product), portfolio });

  expect(Object.keys(associationsIn(consumer))).toHaveLength(1);
  expect(associationsIn(catalog)).toEqual({});
  expect(consumer.dependencies).toEqual([catalog]);
});

describe('a shared provider', () => {
  test('lets a product wait for what its stack adds to an imported portfolio', () => {
    const app = new App();
    const provider = new ProvisionedProductProvider(newStack('Shared', app), 'Provider');
    const stack = newStack('Consumer', app);
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Import', PORTFOLIO_ARN);
    const product = newProduct(stack);
    portfolio.addProduct(product);

    declare(stack, { provider, portfolio, product: CatalogProduct.fromProduct(product) });

    expect(declaredIn(stack).DependsOn).toEqual(
      Object.keys(Template.fromStack(stack).findResources('AWS::ServiceCatalog::PortfolioProductAssociation')),
    );
  });

  test('has access to an imported portfolio once, beside its role', () => {
    const app = new App();
    const shared = newStack('Shared', app);
    const provider = new ProvisionedProductProvider(shared, 'Provider');
    for (const id of ['First', 'Second']) {
      const stack = newStack(id, app);
      declare(stack, {
        provider,
        portfolio: servicecatalog.Portfolio.fromPortfolioArn(stack, 'Import', PORTFOLIO_ARN),
      });
    }

    expect(Object.keys(associationsIn(shared))).toHaveLength(1);
  });

  test('serves the stack that holds the portfolio and other stacks, in any order, without a cycle of stacks', () => {
    const app = new App();
    const shared = newStack('Shared', app);
    const provider = new ProvisionedProductProvider(shared, 'Provider');
    const catalog = newStack('Catalog', app);
    const portfolio = newPortfolio(catalog);
    const consumer = newStack('Consumer', app);
    declare(consumer, { provider, portfolio });
    declare(catalog, { provider, portfolio });

    expect(Object.keys(associationsIn(catalog))).toHaveLength(1);
    expect(associationsIn(shared)).toEqual({});
    expect(associationsIn(consumer)).toEqual({});
    expect(declaredIn(catalog).DependsOn).toEqual(expect.arrayContaining(Object.keys(associationsIn(catalog))));
    expect(consumer.dependencies).toEqual(expect.arrayContaining([catalog, shared]));
  });

  test('that has access for its own stack needs no other for the stacks that share it', () => {
    const app = new App();
    const portfolio = newPortfolio(newStack('Catalog', app));
    const first = newStack('First', app);
    const provider = new ProvisionedProductProvider(first, 'Provider');
    declare(first, { provider, portfolio });
    const second = newStack('Second', app);
    declare(second, { provider, portfolio });

    expect(Object.keys(associationsIn(first))).toHaveLength(1);
    expect(associationsIn(second)).toEqual({});
    expect(second.dependencies).toEqual(expect.arrayContaining([first]));
  });

  test.each<[string, (parent: Stack) => servicecatalog.IPortfolio]>([
    ['of its stack', newPortfolio],
    ['that is imported', (parent) => servicecatalog.Portfolio.fromPortfolioArn(parent, 'Import', PORTFOLIO_ARN)],
  ])('has access to a portfolio %s before a nested stack launches products', (_, portfolioOf) => {
    const parent = newStack();
    const provider = new ProvisionedProductProvider(parent, 'Provider');
    declare(new NestedStack(parent, 'Inner'), { provider, portfolio: portfolioOf(parent) });

    const [nested] = Object.values(Template.fromStack(parent).findResources('AWS::CloudFormation::Stack'));

    expect(nested?.DependsOn).toEqual(Object.keys(associationsIn(parent)));
  });

  test.each([
    ['before', ['Inner', 'Outer']],
    ['after', ['Outer', 'Inner']],
  ])('has access to a portfolio of its stack once, also when a nested stack asks for it %s its parent', (_, order) => {
    const parent = newStack();
    const provider = new ProvisionedProductProvider(parent, 'Provider');
    const portfolio = newPortfolio(parent);
    for (const id of order) {
      declare(id === 'Inner' ? new NestedStack(parent, id) : parent, { provider, portfolio });
    }

    expect(Object.keys(associationsIn(parent))).toHaveLength(1);
    expect(declaredIn(parent).DependsOn).toEqual(expect.arrayContaining(Object.keys(associationsIn(parent))));
  });

  test('gives a nested stack of its own access to a portfolio of another stack, without a cycle of stacks', () => {
    const app = new App();
    const portfolio = newPortfolio(newStack('Catalog', app));
    const parent = newStack('Platform', app);
    const provider = new ProvisionedProductProvider(parent, 'Provider');

    declare(new NestedStack(parent, 'Inner'), { provider, portfolio });

    const [nested] = Object.values(Template.fromStack(parent).findResources('AWS::CloudFormation::Stack'));
    expect(nested?.DependsOn).toEqual(Object.keys(associationsIn(parent)));
  });

  test('fails where its own stack asks for access after others, which would make a cycle of stacks', () => {
    const app = new App();
    const portfolio = newPortfolio(newStack('Catalog', app));
    const platform = newStack('Platform', app);
    const provider = new ProvisionedProductProvider(platform, 'Provider');
    declare(newStack('Team', app), { provider, portfolio });

    expect(() => declare(platform, { provider, portfolio })).toThrow(
      'the portfolio "Catalog/Portfolio" gives access to the provider "Platform/Provider" from its own stack already, ' +
        'for a product of another stack: declare "Platform/Network" before the products of other stacks',
    );
  });
});

describe('a role with an IAM path is warned of where it gets access to a portfolio', () => {
  const warningsFor = (role: (stack: Stack) => iam.IRole, portfolio = true): string[] => {
    const app = new App();
    const stack = newStack('Stack', app);
    const provider = new ProvisionedProductProvider(stack, 'Provider', { role: role(stack) });
    const imported = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', PORTFOLIO_ARN);
    declare(stack, { provider, ...(portfolio ? { portfolio: imported } : {}) });
    const { messages } = app.synth().getStackArtifact(stack.artifactId);
    return messages.map(({ entry }) => String(entry.data));
  };
  const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['imported by its ARN', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/x/y')],
    [
      'imported by its ARN in this account',
      (stack) => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${Aws.ACCOUNT_ID}:role/x/y`),
    ],
    [
      'that must not be changed',
      (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/x/y', { mutable: false }),
    ],
    ['imported by its name', (stack) => iam.Role.fromRoleName(stack, 'Role', 'x/y')],
    ['of the app', (stack) => new iam.Role(stack, 'Role', { assumedBy, path: '/x/' })],
  ])('%s', (_what, role) => {
    expect(warningsFor(role)).toEqual([
      expect.stringMatching(
        /^the role "x\/[y*]" has an IAM path.*leave out `portfolio`.*\[ack: cdk-provisioned-product:roleWithPath\]$/,
      ),
    ]);
    expect(warningsFor(role, false)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['imported by its ARN', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/y')],
    [
      'imported by an ARN that only the deployment knows',
      (stack) => iam.Role.fromRoleArn(stack, 'Role', Fn.importValue('role')),
    ],
    ['of the app', (stack) => new iam.Role(stack, 'Role', { assumedBy, path: '/' })],
  ])('but none without a path: %s', (_what, role) => {
    expect(warningsFor(role)).toEqual([]);
  });
});
