import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { declare, declaredIn, newStack } from './declared-product';
import { CatalogProduct, ProvisionedProductProvider } from '../../src';

test('a stack that uses the provider of another stack has none of its own', () => {
  const app = new App();
  const shared = newStack('Shared', app);
  const stack = newStack('Consumer', app);

  declare(stack, { provider: new ProvisionedProductProvider(shared, 'Provider') });

  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  expect(declaredIn(stack).Properties.ServiceToken).toEqual({ 'Fn::ImportValue': expect.stringMatching(/^Shared:/) });
  expect(stack.dependencies).toEqual([shared]);
});

test('a product of the consuming stack does not make the provider depend on that stack', () => {
  const app = new App();
  const shared = newStack('Shared', app);
  const stack = newStack('Consumer', app);
  const network = declare(stack);

  declare(
    stack,
    {
      provider: new ProvisionedProductProvider(shared, 'Provider'),
      product: CatalogProduct.fromId(network.productId),
    },
    'Copy',
  );

  Template.fromStack(shared);
  expect(shared.dependencies).toEqual([]);
});

test.each<[string, (stack: Stack) => Stack]>([
  ['another stack', (stack) => newStack('Consumer', stack.node.root as App)],
  ['a nested stack', (stack) => new NestedStack(stack, 'Consumer')],
])('fails when %s uses the provider that a stack makes by itself', (_, consumerBeside) => {
  const stack = newStack('Web');
  const provider = ProvisionedProductProvider.getOrCreate(stack);

  expect(() => declare(consumerBeside(stack), { provider })).toThrow(
    /the provider "Web\/@ServiceCatalog" serves .* own stack only, but the stack "\S*Consumer" uses it: leave out/,
  );
});

test.each([
  ['account', { account: '222222222222', region: 'eu-west-1' }],
  ['region', { account: '111111111111', region: 'eu-west-2' }],
])('fails for a provider in another %s', (property, env) => {
  const app = new App();
  const shared = new Stack(app, 'Shared', { env: { account: '111111111111', region: 'eu-west-1' } });
  const provider = new ProvisionedProductProvider(shared, 'Provider');
  const stack = new Stack(app, 'Consumer', { env });

  expect(() => declare(stack, { provider })).toThrow(
    new RegExp(`the provider "Shared/Provider" is in ${property} \\S+, but the stack "Consumer" that uses it is in`),
  );
});

test('fails for a provider of which only the deployment knows whether it is beside the stack', () => {
  const app = new App();
  const shared = new Stack(app, 'Shared', { env: { account: '111111111111', region: 'eu-west-1' } });
  const provider = new ProvisionedProductProvider(shared, 'Provider');

  expect(() => declare(newStack('Consumer', app), { provider })).toThrow(
    'the provider "Shared/Provider" is in account 111111111111, but the stack "Consumer" that uses it is in account ' +
      '(known to the deployment only): make a provider in each account and Region, or give both stacks the same env',
  );
});

test('stacks that do not say where they are deployed may share a provider', () => {
  const app = new App();
  const provider = new ProvisionedProductProvider(newStack('Shared', app), 'Provider');

  expect(() => declare(newStack('Consumer', app), { provider })).not.toThrow();
});
