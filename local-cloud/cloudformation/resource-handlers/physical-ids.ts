import { arnOf } from './arns';
import { type Properties, type ResourceRequest } from './resource-handler';
import { deterministicHex, deterministicSuffix } from '../../deterministic-id';
import { type Location } from '../../location';
import { identifierOf, specificationOf } from '../specification/resource-types';

/** The prefixes of ids that services generate, by type. */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'i',
  'AWS::EC2::InternetGateway': 'igw',
  'AWS::EC2::NatGateway': 'nat',
  'AWS::EC2::NetworkAcl': 'acl',
  'AWS::EC2::RouteTable': 'rtb',
  'AWS::EC2::SecurityGroup': 'sg',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::SubnetRouteTableAssociation': 'rtbassoc',
  'AWS::EC2::VPC': 'vpc',
  'AWS::EC2::VPCEndpoint': 'vpce',
};

/** The property that holds the name, for types whose users choose a name and whose `Ref` is something else. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': 'PolicyName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

const LOWER_CASE = new Set(['AWS::S3::Bucket', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup']);

/** Returns the id or name of a new resource, as its service or CloudFormation would generate it. */
export function newPhysicalId(request: ResourceRequest, count: number, location: Location): string {
  const { type, stackId, stackName, logicalId, properties } = request;
  const chosen = chosenName(type, properties);
  if (chosen !== undefined) return chosen;
  const hex = deterministicHex(stackId, logicalId, count);
  const prefix = ID_PREFIXES[type];
  if (prefix !== undefined) return `${prefix}-0${hex.slice(0, 16)}`;
  // `Ref` is the address, here one of a block for documentation.
  if (type === 'AWS::EC2::EIP') return `203.0.113.${parseInt(hex.slice(0, 2), 16)}`;
  if (type === 'AWS::KMS::Key') return hex.slice(0, 32);
  const name = `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${deterministicSuffix(stackId, logicalId, count)}`;
  if (LOWER_CASE.has(type)) return name.toLowerCase();
  const isArn = NAME_PROPERTIES[type] === undefined && /Arn$/i.test(identifierOf(type) ?? '');
  return isArn ? arnOf(type, name, properties, location) : name;
}

export function chosenName(type: string, properties: Properties): string | undefined {
  const property = NAME_PROPERTIES[type] ?? identifierOf(type);
  return property === undefined || properties[property] === undefined ? undefined : String(properties[property]);
}

/** Returns the properties that cannot be updated in place. */
export function createOnlyProperties(type: string): readonly string[] {
  return Object.entries(specificationOf(type)?.properties ?? {})
    .filter(([, { causesReplacement }]) => causesReplacement === 'yes')
    .map(([name]) => name);
}

/** Returns the name that CloudFormation generates for a resource which the template does not name. */
export function physicalName({ stackId, stackName, logicalId }: ResourceRequest, maximumLength: number): string {
  const suffix = deterministicSuffix(stackId, logicalId);
  const room = maximumLength - suffix.length - 2;
  const stackPart = stackName.slice(0, Math.max(Math.ceil(room / 2), room - logicalId.length));
  return `${stackPart}-${logicalId.slice(0, room - stackPart.length)}-${suffix}`;
}
