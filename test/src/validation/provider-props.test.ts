import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ProvisionedProductProvider } from '../../../src';
import { newStack } from '../declared-product';

function making(props: unknown): () => void {
  return () => new ProvisionedProductProvider(newStack(), 'Provider', props as never);
}

test.each<[object | string | null, string]>([
  [
    'mine',
    "props is of type string, but must be an object: write new ProvisionedProductProvider(this, 'Provider', { vpc })",
  ],
  [
    { role: 'arn:aws:iam::111111111111:role/launcher' },
    'role is of type string, but must be a role: write iam.Role.from',
  ],
  [{ stateMachineRole: 'waiting' }, 'stateMachineRole is of type string, but must be a role'],
  [
    { architecture: 'arm64' },
    'architecture is of type string, but must be an architecture: write lambda.Architecture.',
  ],
  [{ runtime: 'nodejs22.x' }, 'runtime is of type string, but must be a runtime: write lambda.Runtime.NODEJS_22_X'],
  [{ vpc: 'vpc-1' }, "vpc is of type string, but must be a VPC: write ec2.Vpc.fromLookup(this, 'Vpc', { vpcId })"],
  [{ vpcSubnets: ['subnet-1'] }, "vpcSubnets is a list, but must be an object: write vpcSubnets: { subnetGroupName: '"],
  [{ vpcSubnets: {} }, 'vpcSubnets is given without a VPC: pass vpc, too, or leave it out'],
  [{ securityGroups: 'sg-1' }, 'securityGroups is of type string, but must be a list'],
  [
    { securityGroups: ['sg-1'] },
    'securityGroups[0] is of type string, but must be a security group: write ec2.Security',
  ],
  [{ logGroup: '/launches' }, 'logGroup is of type string, but must be a log group: write logs.LogGroup.fromLogGroup'],
  [{ stateMachineLogGroup: '/waits' }, 'stateMachineLogGroup is of type string, but must be a log group'],
  [{ reservedConcurrentExecutions: '10' }, 'reservedConcurrentExecutions is of type string, but must be a number'],
  [
    { reservedConcurrentExecutions: 0 },
    'reservedConcurrentExecutions 0 must be a whole number of 1 or more: with none',
  ],
  [
    { onFailure: 'queue' },
    'onFailure is of type string, but must be a destination of AWS Lambda: write new destination',
  ],
  [{ tracing: 'yes' }, 'tracing is of type string, but must be a boolean: write tracing: true or tracing: false'],
  [{ manages: 'ALL' }, 'manages is "ALL", but must be one of ManagedProducts.OF_ACCOUNT, ManagedProducts.OF_OWN_ROLE'],
  [{ encryptionKey: 'alias/mine' }, 'encryptionKey is of type string, but must be a key: write kms.Key.fromKeyArn('],
  [{ stacks: 'shop-*' }, 'stacks is of type string, but must be a list: put it between [ and ]'],
  [{ responseBucket: 5 }, 'responseBucket is of type number, but must be a string: write it as String(value)'],
  [null, 'props is null, but must be an object'],
])('fails for %j, and says what to write', (props, message) => {
  expect(making(props)).toThrow(`[Stack/Provider] ${message}`);
});

test.each([lambda.Runtime.NODEJS_20_X, lambda.Runtime.PYTHON_3_13])('fails for the runtime %s', (runtime) => {
  expect(making({ runtime })).toThrow(
    `runtime "${runtime.name}" must be Node.js 22 or newer: write lambda.Runtime.NODEJS_22_X, or leave it out`,
  );
});

test('takes the newest runtime of its Region, which only the deployment knows', () => {
  const stack = newStack();
  const runtime = lambda.determineLatestNodeRuntime(stack);

  expect(new ProvisionedProductProvider(stack, 'Provider', { runtime }).handler).toBeInstanceOf(lambda.Function);
});

test('takes subnets and security groups with their VPC', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
  const vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };

  const provider = new ProvisionedProductProvider(stack, 'Provider', { vpc, vpcSubnets, securityGroups });

  expect(provider.connections.securityGroups).toEqual(securityGroups);
});
