import { App, CfnOutput, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { declare, declaredIn, newStack } from './declared-product';

function logicalId(stack: Stack, product: string): string {
  const resource = stack.node.findChild(product).node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${product} has no resource`);
  return stack.resolve(resource.logicalId) as string;
}

test('only the outputs that the app reads travel to CloudFormation, each once and in order', () => {
  const stack = newStack();
  const network = declare(stack);

  network.getOutput('VpcId');
  network.getOutput('Cidr');
  network.getOutput('VpcId');

  expect(declaredIn(stack).Properties.OutputKeys).toEqual(['Cidr', 'VpcId']);
});

test('an output that is read feeds another product, which is launched afterwards', () => {
  const stack = newStack();
  const network = declare(stack);
  declare(stack, { parameters: { VpcId: network.getOutput('VpcId') } }, 'Database');

  const database = Template.fromStack(stack).toJSON().Resources[logicalId(stack, 'Database')];

  expect(database.Properties.ProvisioningParameters).toEqual({
    VpcId: { 'Fn::GetAtt': [logicalId(stack, 'Network'), 'Output.VpcId'] },
  });
});

test('an output that is a list is split at its commas', () => {
  const stack = newStack();
  const subnets = declare(stack).getOutputAsList('SubnetIds');
  new CfnOutput(stack, 'First', { value: Fn.select(0, subnets) });

  Template.fromStack(stack).hasOutput('First', {
    Value: {
      'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::GetAtt': [logicalId(stack, 'Network'), 'Output.SubnetIds'] }] }],
    },
  });
  expect(declaredIn(stack).Properties.OutputKeys).toEqual(['SubnetIds']);
});

test('an output that another stack reads travels as well', () => {
  const app = new App();
  const producer = newStack('Producer', app);
  const network = declare(producer);
  declare(newStack('Consumer', app), { parameters: { VpcId: network.getOutput('VpcId') } });

  expect(declaredIn(producer).Properties.OutputKeys).toEqual(['VpcId']);
});

test.each(['Producer', 'Consumer'])(
  'an output that is read no earlier than at synthesis, in %s, travels as well',
  (id) => {
    const app = new App();
    const producer = newStack('Producer', app);
    const network = declare(producer);
    const reader = id === 'Producer' ? producer : newStack(id, app);
    new CfnOutput(reader, 'Vpc', { value: Lazy.string({ produce: () => network.getOutput('VpcId') }) });

    expect(declaredIn(producer).Properties.OutputKeys).toEqual(['VpcId']);
  },
);

test.each([
  ['provisionedProductId', 'ProvisionedProductId'],
  ['provisionedProductName', 'ProvisionedProductName'],
  ['provisionedProductArn', 'ProvisionedProductArn'],
  ['recordId', 'RecordId'],
  ['productId', 'ProductId'],
  ['provisioningArtifactId', 'ProvisioningArtifactId'],
  ['pathId', 'PathId'],
  ['cloudFormationStackArn', 'CloudFormationStackArn'],
] as const)('%s is an attribute that every answer carries', (property, attribute) => {
  const stack = newStack();
  const network = declare(stack);

  expect(stack.resolve(network[property])).toEqual({
    'Fn::GetAtt': [logicalId(stack, 'Network'), attribute],
  });
  expect(declaredIn(stack).Properties).not.toHaveProperty('OutputKeys');
});

test.each([
  ['', 'the key "" of an output must be known when the app is built'],
  [undefined, 'the key of an output is undefined, but must be a string: pass the name of the output'],
  [['VpcId'], 'the key of an output is a list, but must be a string'],
])('fails for an output whose name is %j', (key, message) => {
  const network = declare(newStack());

  expect(() => network.getOutput(key as never)).toThrow(`[Stack/Network] ${message}`);
});

test('an output that is a list of known length has as many elements', () => {
  const stack = newStack();
  const subnets = declare(stack).getOutputAsList('SubnetIds', 2);

  expect(subnets).toHaveLength(2);
  expect(stack.resolve(subnets[1])).toEqual({
    'Fn::Select': [1, { 'Fn::Split': [',', { 'Fn::GetAtt': [logicalId(stack, 'Network'), 'Output.SubnetIds'] }] }],
  });
});

test.each([0, -1, 1.5, '2' as never])('fails for a list of %j elements', (length) => {
  expect(() => declare(newStack()).getOutputAsList('SubnetIds', length)).toThrow(
    `[Stack/Network] the length ${length} of the output "SubnetIds" must be a whole number of 1 or more`,
  );
});

test('fails for an output whose name only the deployment knows', () => {
  const network = declare(newStack());

  expect(() => network.getOutput(Lazy.string({ produce: () => 'VpcId' }))).toThrow(
    'of an output must be known when the app is built: pass the name of an output',
  );
});
