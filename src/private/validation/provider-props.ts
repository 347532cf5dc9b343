import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Checks,
  refuseType,
  validateBoolean,
  validateConstruct,
  validateEnum,
  validateList,
  validateObject,
  validateString,
  validateTypes,
} from './type';
import { ManagedProducts } from '../../managed-products';
import type { ProvisionedProductProviderProps } from '../../provisioned-product-provider';

const OLDEST_NODE_VERSION = 22;

const construct = (attribute: string, expected: string, advice: string) => (property: string, value: unknown) =>
  validateConstruct(property, value, attribute, expected, advice);

const role = construct('roleArn', 'a role', "write iam.Role.fromRoleName(this, 'Role', name)");
const logGroup = construct(
  'logGroupArn',
  'a log group',
  "write logs.LogGroup.fromLogGroupName(this, 'LogGroup', name)",
);

const TYPES: Checks<ProvisionedProductProviderProps> = {
  role,
  architecture: construct('dockerPlatform', 'an architecture', 'write lambda.Architecture.X86_64'),
  runtime: construct('family', 'a runtime', 'write lambda.Runtime.NODEJS_22_X'),
  vpc: construct('vpcId', 'a VPC', "write ec2.Vpc.fromLookup(this, 'Vpc', { vpcId })"),
  vpcSubnets: (property, value) => validateObject(property, value, `write ${property}: { subnetGroupName: 'private' }`),
  securityGroups: validateSecurityGroups,
  logGroup,
  stateMachineLogGroup: logGroup,
  stateMachineRole: role,
  reservedConcurrentExecutions: validateConcurrency,
  onFailure: construct('bind', 'a destination of AWS Lambda', 'write new destinations.SqsDestination(queue)'),
  tracing: validateBoolean,
  manages: (property, value) => validateEnum(property, value, 'ManagedProducts', ManagedProducts),
  encryptionKey: construct('keyArn', 'a key', "write kms.Key.fromKeyArn(this, 'Key', arn)"),
  stacks: validateList,
  responseBucket: validateString,
};

/** Throws where the properties of a provider are of a wrong type, or where AWS would refuse them. */
export function validateProviderProps(props: ProvisionedProductProviderProps): void {
  validateObject('props', props, "write new ProvisionedProductProvider(this, 'Provider', { vpc })");
  validateTypes(props, TYPES);
  if (props.runtime) validateRuntime(props.runtime);
  for (const property of ['vpcSubnets', 'securityGroups'] as const) {
    if (props[property] === undefined || props.vpc) continue;
    throw new Error(`${property} is given without a VPC: pass vpc, too, or leave it out`);
  }
}

function validateSecurityGroups(property: string, value: unknown): void {
  validateList(property, value);
  const advice = "write ec2.SecurityGroup.fromSecurityGroupId(this, 'Group', id)";
  for (const [index, group] of (value as unknown[]).entries()) {
    validateConstruct(`${property}[${index}]`, group, 'securityGroupId', 'a security group', advice);
  }
}

function validateConcurrency(property: string, value: unknown): void {
  if (Token.isUnresolved(value)) return;
  if (typeof value !== 'number') refuseType(property, value, 'a number', `write ${property}: 10`);
  if (Number.isInteger(value) && value >= 1) return;
  throw new Error(`${property} ${value} must be a whole number of 1 or more: with none, no request is answered`);
}

/** The bundle of the function is made for this version and those that follow. */
function validateRuntime({ family, name }: lambda.Runtime): void {
  if (Token.isUnresolved(name)) return;
  const [, version] = /^nodejs(\d+)\.x$/.exec(name) ?? [];
  if (family === lambda.RuntimeFamily.NODEJS && Number(version) >= OLDEST_NODE_VERSION) return;
  throw new Error(
    `runtime "${name}" must be Node.js ${OLDEST_NODE_VERSION} or newer: write lambda.Runtime.NODEJS_22_X, or leave it out`,
  );
}
