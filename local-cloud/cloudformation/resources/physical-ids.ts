import { deterministicHex, deterministicSuffix } from '../deterministic-id';
import { Properties, ResourceRequest } from '../resource-handler';

/** Types whose id the service makes: its prefix. */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::EC2::EIP': 'eipalloc',
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

/** Types whose users choose a name: the property that holds it. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': 'PolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

const LOWER_CASE = new Set(['AWS::S3::Bucket', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup']);

/** The id or name of a new resource: what its service or CloudFormation would call it. */
export function newPhysicalId(request: ResourceRequest, count: number): string {
  const { type, stackId, stackName, logicalId, properties } = request;
  const chosen = chosenName(type, properties);
  if (chosen !== undefined) return chosen;
  const prefix = ID_PREFIXES[type];
  if (prefix !== undefined) return `${prefix}-0${deterministicHex(stackId, logicalId, count).slice(0, 16)}`;
  if (type === 'AWS::KMS::Key') return deterministicHex(stackId, logicalId, count).slice(0, 32);
  const name = `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${deterministicSuffix(stackId, logicalId, count)}`;
  return LOWER_CASE.has(type) ? name.toLowerCase() : name;
}

export function chosenName(type: string, properties: Properties): string | undefined {
  const property = NAME_PROPERTIES[type];
  return property === undefined || properties[property] === undefined ? undefined : String(properties[property]);
}

/** Properties that cannot be changed in place. */
export function createOnlyProperties(type: string): readonly string[] {
  const name = NAME_PROPERTIES[type];
  return [...(name === undefined ? [] : [name]), ...(CREATE_ONLY[type] ?? [])];
}

const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup': ['GroupName', 'GroupDescription', 'VpcId'],
  'AWS::EC2::Subnet': ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  'AWS::EC2::RouteTable': ['VpcId'],
  'AWS::EC2::VPC': ['CidrBlock'],
  'AWS::RDS::DBInstance': ['DBName', 'DBSubnetGroupName', 'Engine', 'MasterUsername', 'StorageEncrypted'],
};
