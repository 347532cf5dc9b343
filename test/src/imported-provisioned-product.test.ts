import { App, CfnOutput, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { newStack } from './declared-product';
import { IProvisionedProduct, ProvisionedProduct, ProvisionedProductAttributes } from '../../src';

const STACK_ARN = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/SC-111111111111-pp-abc/0a1b';

function imported(attributes: ProvisionedProductAttributes, stack: Stack = newStack()): IProvisionedProduct {
  return ProvisionedProduct.fromProvisionedProductAttributes(stack, 'Network', attributes);
}

const GIVEN: Required<ProvisionedProductAttributes> = {
  provisionedProductId: 'pp-abcdefghijklm',
  provisionedProductName: 'network',
  provisionedProductArn: 'arn:aws:servicecatalog:us-east-1:222222222222:stack/network/pp-abcdefghijklm',
  recordId: 'rec-abcdefghijklm',
  productId: 'prod-abcdefghijklm',
  provisioningArtifactId: 'pa-abcdefghijklm',
  pathId: 'lpv2-abcdefghijklm',
  cloudFormationStackArn: STACK_ARN,
  outputs: { VpcId: 'vpc-1', SubnetIds: 'subnet-1,subnet-2' },
};
const { outputs: _outputs, ...ATTRIBUTES } = GIVEN;

test.each(Object.entries(ATTRIBUTES))('%s is read where it is given, and fails by its name where not', (key, value) => {
  expect(imported(GIVEN)[key as keyof typeof ATTRIBUTES]).toBe(value);
  expect(() => imported({})[key as keyof typeof ATTRIBUTES]).toThrow(
    `[Stack/Network] ${key} is not known: give it to fromProvisionedProductAttributes`,
  );
});

test('outputs are read, also as lists, and one that is not given fails by its key', () => {
  const network = imported(GIVEN);

  expect(network.getOutput('VpcId')).toBe('vpc-1');
  expect(network.getOutputAsList('SubnetIds')).toEqual(['subnet-1', 'subnet-2']);
  for (const key of ['Cidr', 'toString']) {
    expect(() => imported({ outputs: GIVEN.outputs }).getOutput(key)).toThrow(
      `[Stack/Network] the output "${key}" is not known: give it to fromProvisionedProductAttributes as one of outputs`,
    );
  }
});

test('outputs that are not given are read from its stack, where the CDK can', () => {
  const stack = newStack();
  const network = imported({ cloudFormationStackArn: STACK_ARN }, stack);

  if ('getStackOutput' in Fn) {
    expect(stack.resolve(network.getOutput('Cidr'))).toEqual({
      'Fn::GetStackOutput': { StackName: 'SC-111111111111-pp-abc', OutputName: 'Cidr', Region: 'eu-west-1' },
    });
  } else {
    expect(() => network.getOutput('Cidr')).toThrow('or give cloudFormationStackArn, where aws-cdk-lib has');
  }
  const unknown = new CfnParameter(stack, 'Arn').valueAsString;
  const other = ProvisionedProduct.fromProvisionedProductAttributes(stack, 'Other', {
    cloudFormationStackArn: unknown,
  });
  expect(() => other.getOutput('Cidr')).toThrow('the output "Cidr" is not known');
});

test('is in the account and Region of its ARN, and adds nothing to the stack', () => {
  const stack = newStack();
  const network = imported(GIVEN, stack);
  new CfnOutput(stack, 'Id', { value: network.provisionedProductId });

  expect(network.env).toEqual({ account: '222222222222', region: 'us-east-1' });
  const { Resources } = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
  expect(Resources).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, "attributes is undefined, but must be an object: write { provisionedProductId: 'pp-abc"],
  ['an id', 'pp-abc', 'attributes is of type string, but must be an object'],
  ['a number', { recordId: 5 }, 'recordId is of type number, but must be a string'],
  ['an ARN that is a number', { provisionedProductArn: 5 }, 'provisionedProductArn is of type number, but must be a'],
  ['an ARN that is none', { provisionedProductArn: 'pp-abc' }, 'provisionedProductArn is "pp-abc", but must be an ARN'],
  ['a list of outputs', { outputs: [] }, 'outputs is a list, but must be a map from key to value'],
  ['a list as an output', { outputs: { Ids: ['a'] } }, 'outputs.Ids is a list, but must be a string: join the list'],
])('fails for %s', (_what, attributes, message) => {
  expect(() => imported(attributes as never)).toThrow(`[Stack/Network] ${message}`);
});
