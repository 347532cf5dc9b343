import { Annotations, App, CfnCondition, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as cdk from 'aws-cdk-lib';
import { Annotations as Annotated, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CatalogProduct, LaunchPath, ProductVersion, ProvisionedProductProps } from '../../../src';
import { declare, newStack } from '../declared-product';

/** In newer versions of aws-cdk-lib than the oldest that users may have. */
const { Validations } = cdk as {
  readonly Validations?: {
    of(construct: Construct): { acknowledge(rule: { readonly id: string; readonly reason: string }): void };
  };
};

const ENV = { account: '111111111111', region: 'eu-west-1' };
const NAME = { provisionedProductName: 'network' };

describe('a declared name that two provisioned products have fails', () => {
  const message = (earlier?: string) =>
    `provisionedProductName "network" is declared by "${earlier}", too, in the same account and Region: declare another`;

  test('in one stack, once', () => {
    const stack = newStack();
    declare(stack, NAME, 'One');
    declare(stack, NAME, 'Two');

    expect(() => (stack.node.root as App).synth()).toThrow(`[Stack/Two] ${message('Stack/One')}`);
    expect(() => (stack.node.root as App).synth({ force: true })).not.toThrow('[Stack/One]');
  });

  test.each<[string, (app: App) => [Stack, Stack]]>([
    ['in a nested stack', (app) => [newStack('A', app), new NestedStack(app.node.findChild('A') as Stack, 'B')]],
    ['in two stacks that do not say where they are deployed', (app) => [newStack('A', app), newStack('B', app)]],
    [
      'in two stacks of one environment',
      (app) => [new Stack(app, 'A', { env: ENV }), new Stack(app, 'B', { env: ENV })],
    ],
    [
      'in two stages of one environment',
      (app) => [
        new Stack(new Stage(app, 'One'), 'A', { env: ENV }),
        new Stack(new Stage(app, 'Two'), 'B', { env: ENV }),
      ],
    ],
  ])('%s', (_what, stacks) => {
    const app = new App();
    const [one, two] = stacks(app);
    declare(one, NAME);
    declare(two, NAME);
    const earlier = app.node.findAll().find((node) => node.node.id === 'Network');

    expect(() => app.synth()).toThrow(message(earlier?.node.path));
  });
});

describe('a declared name may be there twice', () => {
  test.each<[string, (app: App) => [Stack, Stack]]>([
    [
      'in two Regions',
      (app) => [new Stack(app, 'A', { env: ENV }), new Stack(app, 'B', { env: { ...ENV, region: 'us-east-1' } })],
    ],
    [
      'in two stages that do not say where they are deployed',
      (app) => [newStack('A', new Stage(app, 'One')), newStack('B', new Stage(app, 'Two'))],
    ],
  ])('%s', (_what, stacks) => {
    const app = new App();
    for (const stack of stacks(app)) declare(stack, NAME);

    expect(app.synth().directory).toEqual(expect.any(String));
  });

  test('where conditions decide which one is launched', () => {
    const stack = newStack();
    for (const id of ['One', 'Two']) {
      const resource = declare(stack, NAME, id).node.defaultChild as CfnResource;
      const expression = Fn.conditionEquals(Fn.ref('AWS::Region'), id);
      resource.cfnOptions.condition = new CfnCondition(stack, `Is${id}`, { expression });
    }

    expect((stack.node.root as App).synth().directory).toEqual(expect.any(String));
  });
});

describe('a name that looks like an id is warned of', () => {
  test.each<[string, Partial<ProvisionedProductProps>, string]>([
    [
      'product',
      { product: CatalogProduct.fromName('prod-abcdefghijklm') },
      'the name "prod-abcdefghijklm" of the product looks like an id: if it is one, use CatalogProduct.fromId',
    ],
    [
      'version',
      { version: ProductVersion.fromName('pa-abcdefghijklm') },
      'the name "pa-abcdefghijklm" of the version looks like an id: if it is one, use ProductVersion.fromId',
    ],
    [
      'launch path',
      { launchPath: LaunchPath.fromName('lpv2-abcdefghijklm') },
      'the name "lpv2-abcdefghijklm" of the launch path looks like an id: if it is one, use LaunchPath.fromId',
    ],
    [
      'launch path that is a portfolio',
      { launchPath: LaunchPath.fromName('port-abcdefghijklm') },
      'the name "port-abcdefghijklm" of the launch path looks like an id: if it is one, use LaunchPath.fromPortfolio',
    ],
  ])('of a %s, which can be acknowledged', (_what, props, message) => {
    const stack = newStack();
    const network = declare(stack, props);

    Annotated.fromStack(stack).hasWarning('*', `${message} [ack: cdk-provisioned-product:idForName]`);
    Annotations.of(network).acknowledgeWarning('cdk-provisioned-product:idForName');
    Annotated.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  (Validations ? test : test.skip)('which the validations of a newer CDK can acknowledge, too', () => {
    const stack = newStack();
    const network = declare(stack, { product: CatalogProduct.fromName('prod-abcdefghijklm') });

    Validations?.of(network).acknowledge({ id: 'cdk-provisioned-product:idForName', reason: 'it is a name' });

    Annotated.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('but no other name, nor an id', () => {
    const stack = newStack();
    declare(stack, {
      product: CatalogProduct.fromName('prod-network'),
      version: ProductVersion.fromId('pa-abcdefghijklm'),
      launchPath: LaunchPath.fromName('Platform'),
    });

    Annotated.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});
